using Infra.Components.Tests.Testing;

namespace Infra.Components.Tests.Aws;

public sealed class FirewallListingTests : FirewallListing
{
    private const string Group = "aws:ec2/securityGroup:SecurityGroup";
    private const string Ingress = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
    private const string Egress = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
    private const string List = "aws:ec2/managedPrefixList:ManagedPrefixList";
    private const string Acl = "aws:ec2/networkAcl:NetworkAcl";
    private const string AclRule = "aws:ec2/networkAclRule:NetworkAclRule";
    private const string Association = "aws:ec2/networkAclAssociation:NetworkAclAssociation";

    private protected override string Cloud => "aws";

    private protected override string Region => "eu-west-1";

    private protected override IEnumerable<(string File, IEnumerable<string> Lines)> Registered(StackRun run) =>
        [
            ("security-groups", run.OfType(Ingress).Concat(run.OfType(Egress)).Select(rule => GroupRule(rule, run))),
            ("prefix-lists", run.OfType(List).SelectMany(ListEntries)),
            ("network-acl", run.OfType(AclRule).Select(AclLine)),
        ];

    [Theory]
    [InlineData("internet-ports")]
    [InlineData("network-acl")]
    [InlineData("network-acl-explicit-egress")]
    public Task Resources_OfCaseOfAwsAlone_AreTheListing(string name) => AreTheListingAsync(name);

    /// <summary>As in the listing: its service's group, and those named after it followed by a dot.</summary>
    [Theory]
    [InlineData("both", 2)]
    [InlineData("explicit-egress", 1)]
    [InlineData("network-acl-explicit-egress", 2)]
    [InlineData("internet-ports", 5)]
    public async Task Node_HasAllItsServicesGroupsAndNoOthers(string name, int groups)
    {
        var run = await StackRun.OfAsync(Case(name), lockText: "");

        Assert.NotEmpty(run.OfType("aws:ec2/instance:Instance"));
        Assert.All(run.OfType("aws:ec2/instance:Instance"), node =>
        {
            var service = ((IReadOnlyDictionary<string, object>)node["tags"]!)["service"];
            var own = run.OfType(Group)
                .Where(group => (string)service == group.Name.Split('.')[0])
                .Select(group => $"{group.Name}-id")
                .ToList();
            Assert.Equal(groups, own.Count);
            Assert.Equal(
                own.Order(StringComparer.Ordinal),
                ((IEnumerable<object>)node["vpcSecurityGroupIds"]!).Select(id => (string)id).Order(StringComparer.Ordinal)
            );
        });
    }

    [Fact]
    public async Task NetworkAcl_IsAroundTheWorkloadSubnetsOnlyWhenItIsComplete()
    {
        var run = await StackRun.OfAsync(Case("network-acl"), lockText: "");

        var acl = Assert.Single(run.OfType(Acl));
        Assert.False(acl.Inputs.ContainsKey("ingress") || acl.Inputs.ContainsKey("egress") || acl.Inputs.ContainsKey("subnetIds"));
        var associations = run.OfType(Association).ToList();
        Assert.Equal(["demo-workload-a-id", "demo-workload-b-id", "demo-workload-c-id"], associations.Select(one => one["subnetId"]));
        Assert.All(associations, one =>
            Assert.Equal(
                run.OfType(AclRule).Select(rule => rule.Name).Order(StringComparer.Ordinal),
                one.DependsOn.Order(StringComparer.Ordinal)
            )
        );
        Assert.All(run.OfType("aws:ec2/instance:Instance"), node =>
            Assert.Single(node.DependsOn, name => associations.Any(one => one.Name == name && $"{name}-id" == (string)node["subnetId"]!))
        );
    }

    [Fact]
    public async Task NetworkAcl_NotAskedFor_IsNotMade()
    {
        var run = await StackRun.OfAsync();

        Assert.Empty(run.OfType(Acl).Concat(run.OfType(AclRule)).Concat(run.OfType(Association)));
        Assert.NotEmpty(run.OfType(Group));
    }

    [Fact]
    public async Task PrefixList_HasNoRoomThatRulesWouldPayFor()
    {
        var run = await StackRun.OfAsync();

        var list = Assert.Single(run.OfType(List));
        Assert.Equal((double)((IEnumerable<object>)list["entries"]!).Count(), list["maxEntries"]);
    }

    [Fact]
    public async Task PrefixList_NobodyRefersTo_IsNotMade()
    {
        var run = await StackRun.OfAsync(Case("explicit-egress"), lockText: "");

        Assert.Empty(run.OfType(List));
    }

    [Fact]
    public async Task Node_BootsWhenItsWaysOutAreThere()
    {
        var run = await StackRun.OfAsync();

        Assert.All(run.OfType("aws:ec2/instance:Instance"), node =>
            Assert.Superset(run.OfType(Egress).Select(rule => rule.Name).ToHashSet(), node.DependsOn.ToHashSet())
        );
    }

    private static string GroupRule(Recorded rule, StackRun run)
    {
        var service = run.OfType(Group).Single(group => $"{group.Name}-id" == (string)rule["securityGroupId"]!).Name;
        var other = (rule["cidrIpv4"], rule["cidrIpv6"], rule["referencedSecurityGroupId"], rule["prefixListId"]) switch
        {
            (string v4, null, null, null) => v4,
            (null, string v6, null, null) => v6,
            (null, null, string group, null) => $"group:{run.OfType(Group).Single(one => $"{one.Name}-id" == group).Name}",
            (null, null, null, string list) => $"list:{ListName(run.OfType(List).Single(one => $"{one.Name}-id" == list))}",
            var ends => $"{ends}",
        };
        return $"{service} {(rule.Type == Ingress ? "in" : "out")} {Protocol(rule["ipProtocol"])} {Ports(rule)} {other}";
    }

    private static IEnumerable<string> ListEntries(Recorded list) =>
        ((IEnumerable<object>)list["entries"]!).Select(entry => $"{ListName(list)} {((IReadOnlyDictionary<string, object>)entry)["cidr"]}");

    private static string ListName(Recorded list) => ((string)list["name"]!).Split('-', 2)[1];

    private static string AclLine(Recorded rule)
    {
        var isIcmp = (string)rule["protocol"]! == "icmp" && rule["icmpType"] is 3.0 && rule["icmpCode"] is -1.0;
        return $"workload {(rule["egress"] is true ? "out" : "in")} {rule["ruleNumber"]} {rule["ruleAction"]} "
            + $"{(isIcmp ? "icmp-3" : Protocol(rule["protocol"]))} {Ports(rule)} {rule["cidrBlock"]}";
    }

    private static string Protocol(object? word) =>
        word switch
        {
            "-1" => "all",
            "50" => "esp",
            "icmp" => "icmp-3/4",
            _ => $"{word}",
        };

    private static string Ports(Recorded rule) =>
        (rule["fromPort"], rule["toPort"]) switch
        {
            (null, null) => "all",
            (3.0, 4.0) when rule["ipProtocol"] is "icmp" => "all",
            (double first, double last) when first == last => $"{first}",
            (double first, double last) => $"{first}-{last}",
            var ports => $"{ports}",
        };

    private string Case(string name) => SdnCase.Text(name, Cloud, Region);
}
