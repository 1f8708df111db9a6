using Infra.Core.Addressing;
using Infra.Core.Tests.Spec;
using Infra.Core.Topology;

namespace Infra.Core.Tests.Topology;

public sealed class TopologyTests
{
    [Theory]
    [InlineData("10.77.0.0/20", "10.77.0.0/23 10.77.2.0/23 10.77.4.0/23", "10.77.12.0/26 10.77.12.64/26 10.77.12.128/26")]
    [InlineData("10.77.0.0/22", "10.77.0.0/25 10.77.0.128/25 10.77.1.0/25", "10.77.3.0/28 10.77.3.16/28 10.77.3.32/28")]
    [InlineData("10.77.0.0/24", "10.77.0.0/28 10.77.0.16/28 10.77.0.32/28", "10.77.0.96/28 10.77.0.112/28 10.77.0.128/28")]
    public void Subnets_BySizeOfTheNetwork_HaveTheirPlaces(string cidr, string workload, string open)
    {
        var topology = StackText.Plan(StackText.With("10.77.0.0/20", cidr)).Topology;

        Assert.Equal(workload.Split(' '), Of(SubnetRole.Workload));
        Assert.Equal(open.Split(' '), Of(SubnetRole.Public));

        IEnumerable<string> Of(SubnetRole role) => topology.Subnets.Where(s => s.Role == role).Select(s => s.Cidr.ToString());
    }

    [Fact]
    public void Topology_OfTheLocalCloud_IsAsExpected()
    {
        var topology = StackText.Plan(StackText.Good).Topology;
        var lines = topology
            .Subnets.Select(s => $"{s.Key} {s.Zone.Name} {s.Cidr} {s.Cidr6} gateway {s.Gateway}")
            .Concat(
                topology.Nodes.Select(n =>
                    $"{n.Key} {n.Zone.Name} generation {n.Generation}: {n.Address} (next {n.AlternateAddress}) "
                    + $"{n.Address6} mesh {n.MeshAddress} "
                    + string.Join(' ', n.Volumes.Select(v => $"{v.Name}={v.SizeGiB}GiB at {v.DevicePath}"))
                )
            )
            .Concat(topology.Ports.SelectMany(s => s.Value.Select(p => $"{s.Key}/{p.Key} {p.Value}")));

        Golden.Check(string.Join('\n', lines) + "\n", "tests", "baselines", "topology-local", "topology.txt");
    }

    [Fact]
    public void Topology_OnAws_HasNoIpv6OnTheNetworkButInTheMesh()
    {
        var topology = StackText.Plan(StackText.On("aws", "ap-northeast-1")).Topology;

        Assert.Equal(["ap-northeast-1a", "ap-northeast-1c", "ap-northeast-1d"], topology.Zones.Select(zone => zone.Name));
        Assert.All(topology.Subnets, subnet => Assert.Null(subnet.Cidr6));
        Assert.All(topology.Nodes, node => Assert.Null(node.Address6));
        Assert.All(topology.Nodes, node => Assert.Equal(IpFamily.V6, node.MeshAddress.Family));
    }

    [Fact]
    public void Zones_Named_KeepTheirLettersInAnyOrder()
    {
        var aws = StackText.On("aws", "mars-1");
        var two = StackText.Plan(StackText.Replace(aws, "zones: 3", "zones: [mars-1d, mars-1b]"));
        Assert.Equal("a=mars-1b b=mars-1d", Letters(two));

        var three = StackText.Plan(StackText.Replace(aws, "zones: 3", "zones: [mars-1d, mars-1a, mars-1b]"), two.LockText);
        Assert.Equal("a=mars-1b b=mars-1d c=mars-1a", Letters(three));

        static string Letters(ProjectPlan plan) => string.Join(' ', plan.Topology.Zones.Select(zone => $"{zone.Key}={zone.Name}"));
    }

    [Fact]
    public void Zones_FewerTogetherWithFewerNodes_EmptyTheirZoneFirst()
    {
        var before = StackText.Plan(StackText.Good);
        var after = LockSteps
            .Ask(
                StackText.Replace(StackText.With("zones: 3", "zones: 2"), "nodes: 3", "nodes: 2"),
                before.LockText,
                new LockRequests { Remove = ["orders-db-3"] }
            )
            .Value!;

        Assert.Equal(["orders-db-1", "orders-db-2"], after.Topology.Nodes.Select(node => node.Key));
        Assert.Contains(after.LockChanges, change => change.Sentence.StartsWith("zone c: freed", StringComparison.Ordinal));
    }

    [Fact]
    public void LockText_GivenWithComments_IsKeptUntilSomethingChanges()
    {
        var commented = StackText.Plan(StackText.Good).LockText + "# reviewed\n";

        Assert.Equal(commented, StackText.Plan(StackText.Good, commented).LockText);
        Assert.DoesNotContain(
            "reviewed",
            StackText.Plan(StackText.With("nodes: 3", "nodes: 4"), commented).LockText,
            StringComparison.Ordinal
        );
    }
}
