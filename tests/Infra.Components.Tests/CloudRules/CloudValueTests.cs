using System.Collections.Immutable;
using Infra.Components.Tests.Testing;

namespace Infra.Components.Tests.CloudRules;

/// <summary>No text derived from people's names is rejected by its cloud: for every example, and for names chosen to break it.</summary>
public class CloudValueTests
{
    private const string Twenty = "z23456789-123456-890";
    private const string Sixteen = "z23456789-12345";

    public static TheoryData<string> Stacks { get; } = [.. ExampleStacks.Names.Concat(Variant.All.Select(variant => variant.Name))];

    [Theory]
    [MemberData(nameof(Stacks))]
    public async Task Values_OfAnExample_AreOnesTheCloudTakes(string stack) =>
        Assert.Empty((await Variant.RunAsync(stack)).Resources.Values.SelectMany(CloudValues.Refused));

    /// <summary>Cloud, name of the project, names of services.</summary>
    public static TheoryData<string, string, string[]> Hostile { get; } =
        new()
        {
            { "aws", "sg-default", ["sg-metrics", "sg", "aws", "default"] },
            { "aws", Twenty, [Twenty, "s"] },
            { "aws", "a", ["a", "s3"] },
            { "azure", "a", ["a", "login"] },
            { "azure", Twenty, [Twenty, "azure"] },
            { "azure", "x-login", ["sg-metrics", "default"] },
            { "gcp", "a", ["a", "default"] },
            { "gcp", "goog", ["goog", "google"] },
            { "gcp", Twenty, [Twenty, "x1"] },
        };

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task Values_OfHostileNames_AreOnesTheCloudTakes(string cloud, string project, string[] services)
    {
        var run = await StackRun.OfAsync(
            Stack(cloud, project, services),
            lockText: "",
            stack: "Stack_of-100.characters" + new string('x', 77)
        );

        Assert.Empty(run.Resources.Values.SelectMany(CloudValues.Refused));
    }

    [Fact]
    public async Task SecurityGroups_OfAServiceCalledLikeAnId_KeepOtherServicesNames()
    {
        var run = await StackRun.OfAsync(Stack("aws", "acme", ["sg-metrics", "orders"]), lockText: "");

        Assert.Equal(
            ["group.sg-metrics", "orders"],
            run.OfType("aws:ec2/securityGroup:SecurityGroup")
                .Select(group => group.Name)
                .Where(name => !name.Contains("destination", StringComparison.Ordinal))
        );
    }

    private static string Stack(string cloud, string project, string[] services)
    {
        var region = cloud switch
        {
            "aws" => "eu-west-1",
            "azure" => "westeurope",
            _ => "europe-west1",
        };
        // Twenty destinations with the same network and port: one rule, whose description names all of them.
        var egress = string.Concat(
            Enumerable.Range(10, 20).Select(number => $"      destination-name-{number}: {{ to: [10.200.0.0/24], ports: [443] }}\n")
        );
        var own = cloud switch
        {
            "aws" => $$"""
                    dns: { zone: db.example.com, hostedZoneId: Z0EXAMPLE }
                    flowLogs: { }
                    networkAcls: true
                    peerings:
                      {{Twenty}}:
                        { account: "111122223333", vpc: vpc-0fedcba9876543210, mode: both-sides,
                          assumeRole: "arn:aws:iam::111122223333:role/peering", cidrs: [172.20.0.0/16] }

                """,
            "azure" => $$"""
                    dns: { zone: db.example.com, resourceGroup: names }
                    terminationProtection: true
                    peerings:
                      {{Twenty}}:
                        { tenant: 41111111-2222-4333-8444-555555555555, subscription: 51111111-2222-4333-8444-555555555555,
                          resourceGroup: network, virtualNetwork: stock, mode: both-sides, cidrs: [172.20.0.0/16] }

                """,
            _ => $$"""
                    dns: { zone: db.example.com, managedZone: example-com }
                    peerings:
                      {{Twenty}}: { project: stock-production, network: stock, mode: both-sides, cidrs: [172.20.0.0/16] }

                """,
        };
        return $$"""
                config:
                  infra:project:
                    name: {{project}}
                    cloud: {{cloud}}
                    region: {{region}}
                    deployment: standard
                    cidr: 10.42.0.0/20
                    zones: 3
                    managementSources: [172.20.0.0/28]
                    egress:
                {{egress}}{{own}}    services:

                """
            + string.Concat(
                services.Select(service =>
                    $$"""
                              {{service}}:
                                type: postgresql
                                plan: business-4
                                nodes: 2
                                publicAccess: true
                                allowedSources: [172.20.1.0/24, 203.0.113.0/24]
                                volumes: { data: 10, {{Sixteen}}: 1 }

                        """
                )
            );
    }

    /// <summary>Type, path, a text the cloud accepts, one it rejects: shows that the rules above can fail.</summary>
    public static TheoryData<string, string, string, string> Rules { get; } =
        new()
        {
            { "aws:ec2/securityGroup:SecurityGroup", "name", "orders-sg-1", "sg-orders" },
            { "aws:ec2/securityGroup:SecurityGroup", "name", "sgx", "ordérs" },
            { "aws:ec2/securityGroup:SecurityGroup", "description", "acme orders", "acme ordérs" },
            { "aws:ec2/securityGroup:SecurityGroup", "description", new string('x', 255), new string('x', 256) },
            { "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "description", "pg, a/b [x]", "pg < a" },
            { "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", "description", new string('x', 255), new string('x', 256) },
            { "aws:iam/role:Role", "name", new string('x', 64), new string('x', 65) },
            { "aws:iam/role:Role", "name", "acme-flow", "acme/flow" },
            { "aws:cloudwatch/logGroup:LogGroup", "name", "/infra/s/acme", "/infra/s ß/acme" },
            { "aws:ec2/managedPrefixList:ManagedPrefixList", "name", "com-internet", "com.amazonaws.internet" },
            { "aws:ec2/volumeAttachment:VolumeAttachment", "deviceName", "/dev/xvdba", "/dev/xvda" },
            { "aws:ec2/instance:Instance", "tags.*", "orders-db:1", "orders;db" },
            { "aws:ec2/instance:Instance", "rootBlockDevice.tags.#", "node", "aws:node" },
            { "aws:route53/record:Record", "name", "a.example.com", "-a.example.com" },
            { "azure:network/virtualNetwork:VirtualNetwork", "name", "ab", "a" },
            { "azure:network/virtualNetwork:VirtualNetwork", "name", "azure-net", "azure" },
            { "azure:compute/linuxVirtualMachine:LinuxVirtualMachine", "name", "my-login", "login-1" },
            { "azure:compute/linuxVirtualMachine:LinuxVirtualMachine", "name", new string('x', 64), new string('x', 65) },
            { "azure:compute/linuxVirtualMachine:LinuxVirtualMachine", "computerName", "db-1", "11" },
            { "azure:compute/managedDisk:ManagedDisk", "name", "x-data", "x-windows-data" },
            { "azure:network/networkSecurityRule:NetworkSecurityRule", "description", new string('x', 140), new string('x', 141) },
            { "azure:network/publicIp:PublicIp", "name", "acme-1", "acme-" },
            { "azure:network/networkInterface:NetworkInterface", "tags.#", "owner", "a/b" },
            { "azure:network/networkInterface:NetworkInterface", "tags.#", "my-azure", "azure-cost" },
            { "gcp:compute/instance:Instance", "name", "a1", "1a" },
            { "gcp:compute/instance:Instance", "name", new string('x', 63), new string('x', 64) },
            { "gcp:compute/instance:Instance", "labels.*", "orders-db", "Orders" },
            { "gcp:compute/instance:Instance", "labels.#", "cost", "goog-cost" },
            { "gcp:compute/firewall:Firewall", "name", "acme-in", "acme_in" },
            { "gcp:serviceaccount/account:Account", "accountId", "acme-1", "acme1" },
            { "gcp:serviceaccount/account:Account", "accountId", new string('x', 30), new string('x', 31) },
            { "gcp:compute/attachedDisk:AttachedDisk", "deviceName", "data", "persistent-disk-0" },
            { "gcp:dns/recordSet:RecordSet", "name", "a.example.com.", "a.example.com" },
        };

    [Theory]
    [MemberData(nameof(Rules))]
    public void Rule_OfAnInput_TakesOneTextAndRefusesTheOther(string type, string path, string taken, string refused)
    {
        Assert.DoesNotContain(CloudValues.Refused(With(type, path, taken)), finding =>
            finding.Contains($": {path} '", StringComparison.Ordinal)
        );
        Assert.Contains(CloudValues.Refused(With(type, path, refused)), finding =>
            finding.Contains($": {path} '", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Type_ThatNobodyLookedUp_IsAFinding() => Assert.NotEmpty(CloudValues.Refused(With("aws:ec2/fleet:Fleet", "name", "x")));

    private static Recorded With(string type, string path, string text)
    {
        object value = text;
        foreach (var part in path.Split('.').Reverse())
        {
            value = part switch
            {
                "*" => ImmutableDictionary<string, object>.Empty.Add("key", value),
                "#" => ImmutableDictionary<string, object>.Empty.Add((string)value, "value"),
                "[]" => ImmutableArray.Create(value),
                _ => ImmutableDictionary<string, object>.Empty.Add(part, value),
            };
        }

        return new Recorded(
            type,
            "one",
            "",
            ((ImmutableDictionary<string, object>)value).ToImmutableSortedDictionary(StringComparer.Ordinal),
            [],
            [],
            [],
            [],
            new Pulumi.CustomResourceOptions()
        );
    }
}
