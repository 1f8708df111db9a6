using Infra.Core.Addressing;
using Infra.Core.Deployments;
using Infra.Core.Diagnostics;
using Infra.Core.Spec;
using Infra.Core.Spec.Text;
using Infra.Core.Tests.Spec;
using Infra.Core.Topology;

namespace Infra.Core.Tests.Topology;

/// <summary>Where nodes with public addresses are placed, and what turning public access on and off moves: nothing by itself.</summary>
public sealed class PublicAccessTests
{
    private static readonly string Private = StackText.On("aws", "eu-west-1");
    private static readonly string Public = Open(Private);

    [Theory]
    [MemberData(nameof(CloudTopologyTests.Clouds), MemberType = typeof(CloudTopologyTests))]
    public void Nodes_HavePublicAddresses_OnlyWhereTheFileSaysSo(string cloud, string region)
    {
        var text = StackText.On(cloud, region);

        Assert.All(StackText.Plan(text).Topology.Nodes, node => Assert.Equal((false, null), (node.HasPublicAddress, node.PublicAddress)));
        Assert.All(StackText.Plan(Open(text, "false")).Topology.Nodes, node => Assert.False(node.HasPublicAddress));
        Assert.All(StackText.Plan(Open(text)).Topology.Nodes, node => Assert.True(node.HasPublicAddress));
    }

    [Theory]
    [MemberData(nameof(CloudTopologyTests.Clouds), MemberType = typeof(CloudTopologyTests))]
    public void Nodes_WhenPublicAccessIsTurnedOnAndOff_StayWhereTheyAre(string cloud, string region)
    {
        var text = StackText.On(cloud, region);
        var before = StackText.Plan(text);
        var on = StackText.Plan(Open(text), before.LockText);
        var off = StackText.Plan(text, on.LockText);

        Assert.Empty(on.LockChanges);
        Assert.Empty(off.LockChanges);
        Assert.Equal(Places(before), Places(on));
        Assert.Equal(cloud != "aws", on.Topology.Nodes.All(node => node.HasPublicAddress));
        Assert.All(off.Topology.Nodes, node => Assert.False(node.HasPublicAddress));
    }

    [Fact]
    public void PublicAddresses_OfTheLocalCloud_AreEachNodesOwn()
    {
        var nodes = StackText.Plan(Open(StackText.Good)).Topology.Nodes;

        Assert.Equal(["198.19.0.1", "198.19.0.2", "198.19.0.3"], nodes.Select(node => $"{node.PublicAddress}"));
    }

    [Fact]
    public void Subnets_OfPublicNodesOnAws_AreApartAndOnlyWhereThereAreSuchNodes()
    {
        const string cache = "      cache: { type: valkey, plan: business-4, nodes: 1, publicAccess: true, volumes: { data: 1 } }\n";
        var plan = StackText.Plan(StackText.Replace(Private, "      orders-db:\n", cache + "      orders-db:\n"));

        var exposed = Assert.Single(plan.Topology.Subnets, subnet => subnet.Role == SubnetRole.Exposed);
        Assert.Equal(("exposed-a", "10.77.14.0/26", "10.77.14.1"), (exposed.Key, $"{exposed.Cidr}", $"{exposed.Gateway}"));
        Assert.Equal(
            [
                ("cache-1", "exposed-a", "10.77.14.4"),
                ("orders-db-1", "workload-b", "10.77.2.4"),
                ("orders-db-2", "workload-c", "10.77.4.4"),
                ("orders-db-3", "workload-a", "10.77.0.4"),
            ],
            plan.Topology.Nodes.Select(node => (node.Key, node.Subnet.Key, $"{node.Address}"))
        );
    }

    [Theory]
    [InlineData("10.42.0.0/22", "10.42.3.128/28")]
    [InlineData("10.42.0.0/24", "10.42.0.192/28")]
    public void ExposedSubnets_BySizeOfTheNetwork_HaveTheirPlaces(string cidr, string first)
    {
        var subnets = StackText.Plan(StackText.Replace(Public, "10.77.0.0/20", cidr)).Topology.Subnets;

        Assert.Equal(first, $"{subnets.First(subnet => subnet.Role == SubnetRole.Exposed).Cidr}");
        Assert.DoesNotContain(subnets, one => subnets.Any(other => one != other && one.Cidr.Overlaps(other.Cidr)));
        Assert.All(subnets, subnet => Assert.True(Cidr.Parse(cidr).Contains(subnet.Cidr)));
    }

    [Theory]
    [InlineData("10.77.0.0/24", 5, true)]
    [InlineData("10.77.0.0/24", 4, false)]
    [InlineData("10.77.0.0/22", 5, false)]
    public void ExposedSubnets_InTheFifthZoneOfANarrowNetwork_AreRefused(string cidr, int zones, bool refused)
    {
        var text = StackText
            .Replace(StackText.Replace(Public, "10.77.0.0/20", cidr), "nodes: 3", "nodes: 5")
            .Replace("region: eu-west-1", "region: us-east-1", StringComparison.Ordinal)
            .Replace("zones: 3", $"zones: {zones}", StringComparison.Ordinal);
        var found = StackText.Compile(text).Diagnostics;

        Assert.Equal(
            refused ? [(DiagnosticCodes.AddressesExhausted, "services.orders-db")] : [],
            found.Select(one => (one.Code, one.Where.Path))
        );
        Assert.All(found, one => Assert.Contains("No addresses are left in zone e", one.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true, "stays without a public address")]
    [InlineData(false, "keeps its public address until its VM is replaced")]
    public void Node_ThatCannotFollow_IsWarnedAbout(bool on, string says)
    {
        var before = StackText.Plan(on ? Private : Public);
        var outcome = StackText.Compile(on ? Public : Private, before.LockText, LockMode.Frozen);

        Assert.True(outcome.Succeeded);
        Assert.Equal(!on, outcome.Value!.Topology.Nodes.All(node => node.HasPublicAddress));
        Assert.Equal(3, outcome.Diagnostics.Length);
        Assert.All(outcome.Diagnostics, found =>
        {
            Assert.Equal(
                (DiagnosticCodes.NodeStaysInItsSubnet, Severity.Warning, "services.orders-db.publicAccess"),
                (found.Code, found.Severity, found.Where.Path)
            );
            Assert.Contains(says, found.Message, StringComparison.Ordinal);
        });
    }

    /// <summary>A list of internet networks is unchanged; only the keyword next to it excludes them.</summary>
    [Theory]
    [InlineData("", "still let in by it; 'publicAccess: false' shuts them out")]
    [InlineData("        publicAccess: false\n", "Only operators and the private networks listed")]
    public void Node_ThatKeepsItsAddress_IsSaidWhoComesInByIt(string line, string says)
    {
        var open = StackText.Replace(
            Public,
            "[10.7.0.0/16]",
            "[10.7.0.0/16]\n        components: { pg: { allowedSources: [10.7.0.0/16, 203.0.113.0/24] } }"
        );
        var closed = StackText.Replace(open, "        publicAccess: true\n", line);
        if (line.Length > 0)
        {
            // Networks listed next to 'false' are a separate error.
            closed = StackText.Replace(closed, ", 203.0.113.0/24", "");
        }

        var found = StackText
            .Compile(closed, StackText.Plan(open).LockText)
            .Diagnostics.Where(one => one.Code == DiagnosticCodes.NodeStaysInItsSubnet)
            .ToList();
        Assert.Equal(3, found.Count);
        Assert.All(found, one => Assert.Contains(says, one.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Replace_MovesTheOneNodeToWhereItBelongs()
    {
        var before = StackText.Plan(Private);
        var after = Replacing(Public, before.LockText, "orders-db-2").Value!;

        Assert.Equal(
            [("orders-db-1", 1, "workload-a", false), ("orders-db-2", 2, "exposed-b", true), ("orders-db-3", 1, "workload-c", false)],
            after.Topology.Nodes.Select(node => (node.Key, node.Generation, node.Subnet.Key, node.HasPublicAddress))
        );
        Assert.Equal(
            [
                "orders-db-2: its VM is replaced by generation 2 at 10.77.14.69 in another subnet, and with it goes "
                    + "the data of orders-db-2/data.",
            ],
            after.LockChanges.Select(change => change.Sentence)
        );
        Assert.Equal(Places(after), Places(StackText.Plan(Public, after.LockText)));
    }

    [Fact]
    public void Replace_OnOtherClouds_TakesTheOtherAddress()
    {
        var before = StackText.Plan(StackText.Good);
        var after = Replacing(StackText.Good, before.LockText, "orders-db-1", "orders-db-1").Value!;

        Assert.Equal((2, "10.77.0.5"), (after.Topology.Nodes[0].Generation, $"{after.Topology.Nodes[0].Address}"));
        Assert.Equal(Places(before).Skip(1), Places(after).Skip(1));
        Assert.Equal(
            ["orders-db-1: its VM is replaced by generation 2 at 10.77.0.5, and with it goes the data of orders-db-1/data."],
            after.LockChanges.Select(change => change.Sentence)
        );
    }

    [Theory]
    [InlineData("orders-db-4", "orders-db-3")]
    [InlineData("orders-db", "orders-db-1")]
    [InlineData("'\n", "orders-db-1, orders-db-2")]
    public void Replace_OfNoNode_IsRefused(string node, string suggests)
    {
        var outcome = Replacing(StackText.Good, StackText.Plan(StackText.Good).LockText, "orders-db-1", node);

        Assert.Null(outcome.Value);
        var found = outcome.Diagnostics.Single(one => one.Code == DiagnosticCodes.NoSuchNode);
        Assert.Equal((DiagnosticCodes.NoSuchNode, Severity.Error), (found.Code, found.Severity));
        Assert.Contains(suggests, found.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', found.ToString());
    }

    [Fact]
    public void LockFile_WithExposedNodesOnAnotherCloud_IsRefused()
    {
        var text = StackText.Plan(StackText.Good).LockText;
        var moved = StackText.Sealed(StackText.Replace(text, "10.77.0.4, 10.77.0.5", "10.77.14.4, 10.77.14.5"));

        var found = Assert.Single(StackText.Compile(StackText.Good, moved).Diagnostics);
        Assert.Equal((DiagnosticCodes.LockConflict, "services.orders-db"), (found.Code, found.Where.Path));
        Assert.True(
            StackText
                .Compile(
                    Private,
                    StackText.Sealed(StackText.Replace(StackText.Plan(Private).LockText, "10.77.0.4, 10.77.0.5", "10.77.14.4, 10.77.14.5"))
                )
                .Succeeded
        );
    }

    /// <summary>Called directly: a stack file cannot contain <c>ece</c> in this version.</summary>
    [Theory]
    [InlineData(DeploymentModel.Standard, 0)]
    [InlineData(DeploymentModel.Ece, 3)]
    public void LockFile_WithExposedNodesInAnEceProject_IsRefused(DeploymentModel deployment, int nodes)
    {
        var bag = new DiagnosticBag();
        var plan = StackText.Plan(Public);
        var source = new LockSource(plan.LockText, StackText.LockFile, LockMode.Extend);
        var file = LockReader.Read(plan.LockText, source.FileName, bag)!;
        var places = new SourceMap(TextTreeReader.Read(Public, StackText.File, bag)!);

        Assert.Equal(nodes == 0, LockOwnership.Check(plan.Spec with { Deployment = deployment }, file, source, places, bag));
        Assert.Equal(nodes, bag.Sorted().Count(found => found.Code == DiagnosticCodes.LockConflict));
    }

    [Fact]
    public void LockFile_WithANodeInTwoSubnets_IsRefused()
    {
        var text = StackText.Replace(StackText.Plan(Private).LockText, "10.77.0.4, 10.77.0.5", "10.77.14.4, 10.77.0.5");

        var found = Assert.Single(StackText.Compile(Private, text).Diagnostics);
        Assert.Equal((DiagnosticCodes.LockConflict, "services.orders-db.nodes.1.addresses"), (found.Code, found.Where.Path));
    }

    private static string Open(string text, string access = "true") =>
        StackText.Replace(text, "        mesh: wireguard\n", $"        publicAccess: {access}\n");

    private static Outcome<ProjectPlan> Replacing(string text, string lockText, params string[] nodes) =>
        ProjectCompiler.Compile(
            new StackSource(text, StackText.File),
            new LockSource(lockText, StackText.LockFile, LockMode.Extend)
            {
                Requests = new LockRequests { Replace = [.. nodes], Empties = [$"{nodes[0]}/data"] },
            }
        );

    private static IEnumerable<(string, int, string, IpAddr, IpAddr)> Places(ProjectPlan plan) =>
        plan.Topology.Nodes.Select(node => (node.Key, node.Generation, node.Subnet.Key, node.Address, node.AlternateAddress));
}
