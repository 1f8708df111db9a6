using System.Collections.Immutable;
using Infra.Components.Tests.Testing;

namespace Infra.Components.Tests.CloudRules;

/// <summary>
/// The documented format of every text derived from people's names, by resource type. A type without rules has only IDs, addresses and
/// constants as inputs; it is listed too, so that a new type requires a decision.
/// </summary>
internal static class CloudValues
{
    private const string Ec2 = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/";
    private const string AzureNaming = "https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules";
    private const string GcpNaming = "https://cloud.google.com/compute/docs/naming-resources";

    // https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html
    private static readonly ValueRule[] AwsTags =
    [
        new("tags.*", @"[\p{L}\p{Z}\p{N}_.:/=+\-@]*", 256, "tag-editor: tag values"),
        new("tags.#", @"[\p{L}\p{Z}\p{N}_.:/=+\-@]+", 128, "tag-editor: tag keys", Not: "^aws:"),
    ];

    // https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources#limitations
    private static readonly ValueRule[] AzureTags =
    [
        new("tags.*", "[ -~]*", 256, "tag values"),
        new("tags.#", @"[^<>%&\\?/]+", 512, "tag names", Not: "^(microsoft|azure|windows)"),
    ];

    // https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-reserved-resource-name
    private const string AzureReserved =
        "microsoft|windows|^login|^(access|azure|bing|bizspark|biztalk|cortana|directx|dotnet|dynamics|excel|exchange"
        + "|forefront|groove|hololens|hyperv|"
        + "kinect|lync|msdn|o365|office|office365|onedrive|onenote|outlook|powerpoint|sharepoint|skype|visio|visualstudio|xbox)$";

    private static ValueRule[] AzureNamed(int shortest, int longest) =>
        [new("name", $@"(?=.{{{shortest}}})[a-zA-Z0-9](?:[\w.-]*[a-zA-Z0-9_])?", longest, AzureNaming, Not: AzureReserved), .. AzureTags];

    // https://cloud.google.com/compute/docs/labeling-resources#requirements
    private static ValueRule[] GcpLabels(string path) =>
        [
            new($"{path}.*", @"[\p{Ll}\p{Lo}\p{N}_-]*", 63, "label values"),
            new($"{path}.#", @"[\p{Ll}\p{Lo}][\p{Ll}\p{Lo}\p{N}_-]*", 63, "label keys", Not: "^goog"),
        ];

    private static ValueRule GcpName { get; } = new("name", "[a-z](?:[-a-z0-9]*[a-z0-9])?", 63, GcpNaming);

    private static ValueRule AwsRuleDescription { get; } =
        new("description", @"[a-zA-Z0-9. _\-:/()#,@\[\]+=&;{}!$*]*", 255, Ec2 + "API_IpRange.html");

    private static ValueRule DnsName(string form) => new("name", form, 254, "RFC 1035");

    private const string Label = "[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?";

    private static ValueRule[] Nothing => [];

    internal static ImmutableDictionary<string, ValueRule[]> All { get; } =
        new Dictionary<string, ValueRule[]>
        {
            ["aws:cloudwatch/logGroup:LogGroup"] =
            [
                new(
                    "name",
                    @"[._/#A-Za-z0-9-]+",
                    512,
                    "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html",
                    Not: "^aws/"
                ),
                .. AwsTags,
            ],
            ["aws:ebs/volume:Volume"] = AwsTags,
            ["aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"] = AwsTags,
            ["aws:ec2/eip:Eip"] = AwsTags,
            ["aws:ec2/flowLog:FlowLog"] = AwsTags,
            ["aws:ec2/instance:Instance"] = [.. AwsTags, .. AwsTags.Select(rule => rule with { Path = $"rootBlockDevice.{rule.Path}" })],
            ["aws:ec2/internetGateway:InternetGateway"] = AwsTags,
            ["aws:ec2/managedPrefixList:ManagedPrefixList"] =
            [
                new("name", ".+", 255, Ec2 + "API_CreateManagedPrefixList.html", Not: @"^com\.amazonaws"),
                .. AwsTags,
            ],
            ["aws:ec2/natGateway:NatGateway"] = AwsTags,
            ["aws:ec2/networkAcl:NetworkAcl"] = AwsTags,
            ["aws:ec2/networkAclAssociation:NetworkAclAssociation"] = Nothing,
            ["aws:ec2/networkAclRule:NetworkAclRule"] = Nothing,
            ["aws:ec2/route:Route"] = Nothing,
            ["aws:ec2/routeTable:RouteTable"] = AwsTags,
            ["aws:ec2/routeTableAssociation:RouteTableAssociation"] = Nothing,
            ["aws:ec2/securityGroup:SecurityGroup"] =
            [
                // For VPCs; the provider has the same rule: internal/service/ec2/vpc_security_group.go.
                new("name", @"[a-zA-Z0-9 ._\-:/()#,@\[\]+=&;{}!$*]+", 255, Ec2 + "API_CreateSecurityGroup.html", Not: "^sg-"),
                new("description", @"[a-zA-Z0-9 ._\-:/()#,@\[\]+=&;{}!$*]+", 255, Ec2 + "API_CreateSecurityGroup.html"),
                .. AwsTags,
            ],
            ["aws:ec2/subnet:Subnet"] = AwsTags,
            ["aws:ec2/volumeAttachment:VolumeAttachment"] =
            [
                new("deviceName", "/dev/xvd[b-c][a-z]", 10, "EC2: device names on Linux instances"),
            ],
            ["aws:ec2/vpc:Vpc"] = AwsTags,
            ["aws:ec2/vpcEndpoint:VpcEndpoint"] = AwsTags,
            ["aws:ec2/vpcPeeringConnection:VpcPeeringConnection"] = AwsTags,
            ["aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter"] = AwsTags,
            ["aws:iam/role:Role"] =
            [
                new("name", @"[\w+=,.@-]+", 64, "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html"),
                new("description", @"[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*", 1000, "the same"),
                .. AwsTags,
            ],
            ["aws:iam/rolePolicy:RolePolicy"] =
            [
                new("name", @"[\w+=,.@-]+", 128, "https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html"),
            ],
            ["aws:route53/record:Record"] = [DnsName($@"{Label}(?:\.{Label})+")],
            ["aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"] = [AwsRuleDescription, .. AwsTags],
            ["aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"] = [AwsRuleDescription, .. AwsTags],
            ["pulumi:providers:aws"] =
            [
                new(
                    "assumeRoles.[].sessionName",
                    @"[\w+=,.@-]{2,}",
                    64,
                    "https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html"
                ),
            ],

            ["azure:authorization/userAssignedIdentity:UserAssignedIdentity"] = AzureNamed(3, 128),
            ["azure:compute/dataDiskAttachment:DataDiskAttachment"] = Nothing,
            ["azure:compute/linuxVirtualMachine:LinuxVirtualMachine"] =
            [
                .. AzureNamed(1, 64),
                new("computerName", @"(?!\d+\z)[a-zA-Z0-9][a-zA-Z0-9.-]*[a-zA-Z0-9]", 64, AzureNaming),
                new("osDisk.name", @"[a-zA-Z0-9][\w.-]*\w", 80, AzureNaming),
            ],
            ["azure:compute/managedDisk:ManagedDisk"] = AzureNamed(1, 80),
            ["azure:core/resourceGroup:ResourceGroup"] = AzureNamed(1, 90),
            ["azure:dns/aRecord:ARecord"] = [DnsName($@"{Label}(?:\.{Label})*"), .. AzureTags],
            ["azure:dns/aaaaRecord:AaaaRecord"] = [DnsName($@"{Label}(?:\.{Label})*"), .. AzureTags],
            ["azure:management/lock:Lock"] =
            [
                new("name", @"[A-Za-z0-9-_.()]+", 260, AzureNaming),
                new("notes", ".*", 512, "azurerm_management_lock"),
            ],
            ["azure:network/applicationSecurityGroup:ApplicationSecurityGroup"] = AzureNamed(1, 80),
            ["azure:network/natGateway:NatGateway"] = AzureNamed(1, 80),
            ["azure:network/natGatewayPublicIpPrefixAssociation:NatGatewayPublicIpPrefixAssociation"] = Nothing,
            ["azure:network/networkInterface:NetworkInterface"] = AzureNamed(1, 80),
            ["azure:network/networkInterfaceApplicationSecurityGroupAssociation:NetworkInterfaceApplicationSecurityGroupAssociation"] =
                Nothing,
            ["azure:network/networkInterfaceSecurityGroupAssociation:NetworkInterfaceSecurityGroupAssociation"] = Nothing,
            ["azure:network/networkSecurityGroup:NetworkSecurityGroup"] = AzureNamed(1, 80),
            ["azure:network/networkSecurityRule:NetworkSecurityRule"] =
            [
                new("name", @"[a-zA-Z0-9](?:[\w.-]*\w)?", 80, AzureNaming),
                new("description", "[ -~]*", 140, AzureNaming),
            ],
            ["azure:network/publicIp:PublicIp"] = AzureNamed(1, 80),
            ["azure:network/publicIpPrefix:PublicIpPrefix"] = AzureNamed(1, 80),
            ["azure:network/subnet:Subnet"] = AzureNamed(1, 80),
            ["azure:network/subnetNatGatewayAssociation:SubnetNatGatewayAssociation"] = Nothing,
            ["azure:network/subnetNetworkSecurityGroupAssociation:SubnetNetworkSecurityGroupAssociation"] = Nothing,
            ["azure:network/virtualNetwork:VirtualNetwork"] = AzureNamed(2, 64),
            ["azure:network/virtualNetworkPeering:VirtualNetworkPeering"] = AzureNamed(1, 80),
            ["pulumi:providers:azure"] = Nothing,

            ["gcp:compute/address:Address"] = [GcpName, .. GcpLabels("labels")],
            // Google names the boot disk's device, persistent-disk-0.
            ["gcp:compute/attachedDisk:AttachedDisk"] =
            [
                new("deviceName", "[a-z](?:[-a-z0-9]*[a-z0-9])?", 63, GcpNaming, Not: "^persistent-disk-"),
            ],
            ["gcp:compute/disk:Disk"] = [GcpName, .. GcpLabels("labels")],
            ["gcp:compute/firewall:Firewall"] =
            [
                GcpName,
                new("description", "[ -~]*", 2048, "https://cloud.google.com/compute/docs/reference/rest/v1/firewalls"),
            ],
            ["gcp:compute/instance:Instance"] = [GcpName, .. GcpLabels("labels"), .. GcpLabels("bootDisk.initializeParams.labels")],
            ["gcp:compute/network:Network"] = [GcpName],
            ["gcp:compute/networkPeering:NetworkPeering"] = [GcpName],
            ["gcp:compute/route:Route"] = [GcpName],
            ["gcp:compute/router:Router"] = [GcpName],
            ["gcp:compute/routerNat:RouterNat"] = [GcpName],
            ["gcp:compute/subnetwork:Subnetwork"] = [GcpName],
            ["gcp:dns/recordSet:RecordSet"] = [DnsName($@"{Label}(?:\.{Label})+\.")],
            ["gcp:serviceaccount/account:Account"] =
            [
                new(
                    "accountId",
                    "(?=.{6})[a-z][-a-z0-9]*[a-z0-9]",
                    30,
                    "https://cloud.google.com/iam/docs/reference/rest/v1/projects.serviceAccounts/create"
                ),
                new("displayName", ".*", 100, "https://cloud.google.com/iam/docs/reference/rest/v1/projects.serviceAccounts"),
                new("description", ".*", 256, "the same"),
            ],
            ["pulumi:providers:gcp"] = GcpLabels("defaultLabels"),
        }.ToImmutableDictionary();

    /// <summary>Types that Pulumi auto-names if the program gives no name: the resource's name, a dash, seven hex digits.</summary>
    private static readonly ImmutableHashSet<string> Named =
    [
        "aws:ec2/securityGroup:SecurityGroup",
        "aws:iam/role:Role",
        "aws:iam/rolePolicy:RolePolicy",
    ];

    /// <summary>A sentence for each text the cloud would reject, and for a type that has no rules.</summary>
    internal static IEnumerable<string> Refused(Recorded resource)
    {
        if (!All.TryGetValue(resource.Type, out var rules))
            return IsOurs(resource.Type) ? [] : [$"{resource.Key}: nobody has looked up what its cloud demands of its names"];
        var inputs = resource.Inputs.ToImmutableDictionary();
        if (Named.Contains(resource.Type) && !inputs.ContainsKey("name"))
            inputs = inputs.Add("name", $"{resource.Name}-0123abc");
        return rules.SelectMany(rule =>
            rule.Texts(inputs)
                .Where(text => !rule.Accepts(text))
                .Select(text => $"{resource.Key}: {rule.Path} '{text}' ({text.Length} characters of at most {rule.Longest}; {rule.Source})")
        );
    }

    private static bool IsOurs(string type) =>
        type.StartsWith("infra:", StringComparison.Ordinal)
        || type.StartsWith("command:", StringComparison.Ordinal)
        || type == "pulumi:pulumi:Stack";
}
