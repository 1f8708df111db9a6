using Infra.Core.Clouds.Local;
using Infra.Core.Tests.Fixtures;
using Infra.Core.Topology;

namespace Infra.Core.Tests.Local;

public class LocalMachineTests
{
    private static readonly ProjectTopology Topology = SmallProject.Plan().Topology;

    [Fact]
    public void Of_Nodes_ShareNoNameOnTheMachine()
    {
        var machines = Topology.Nodes.Select(node => LocalMachine.Of(Topology, node)).ToArray();

        Assert.Equal(machines.Length, machines.Select(machine => machine.Tap).Distinct().Count());
        Assert.Equal(machines.Length, machines.Select(machine => machine.Mac).Distinct().Count());
        Assert.Equal([2201, 2202, 2203], machines.Select(machine => machine.SshPort));
    }

    [Fact]
    public void Of_NextGeneration_CanRunBesideTheOldOne()
    {
        var node = Topology.Nodes[0];
        var (old, next) = (
            LocalMachine.Of(Topology, node),
            LocalMachine.Of(Topology, node with { Generation = 2, Address = node.AlternateAddress })
        );

        Assert.NotEqual(old.Name, next.Name);
        Assert.NotEqual(old.Tap, next.Tap);
        Assert.NotEqual(old.Mac, next.Mac);
        Assert.Equal(old.SshPort, next.SshPort);
    }

    [Fact]
    public void Of_Tap_FitsAnInterfaceName() =>
        Assert.All(Topology.Nodes, node => Assert.InRange(LocalMachine.Of(Topology, node).Tap.Length, 4, 15));

    [Fact]
    public void NetworkConfig_FirstNode_IsTheReviewedFile() =>
        Golden.Check(LocalMachine.Of(Topology, Topology.Nodes[0]).NetworkConfig(), "tests", "baselines", "local-machine", "network-config");

    [Fact]
    public void MetaData_NextEpoch_IsANewInstance()
    {
        var machine = LocalMachine.Of(Topology, Topology.Nodes[0]);

        Assert.Equal("instance-id: orders-db-1-g1-e1\nlocal-hostname: orders-db-1\n", machine.MetaData("1"));
        Assert.NotEqual(machine.MetaData("1"), machine.MetaData("2"));
    }
}
