using Infra.Core.Addressing;
using Infra.Core.Policy;

namespace Infra.Core.Tests.Policy;

/// <summary>A flow that a firewall could only express by allowing too much cannot be created.</summary>
public sealed class FlowTests
{
    private static readonly FlowPurpose Clients = new FlowPurpose.Clients("pg", [Cidr.Parse("10.7.0.0/16")]);

    public static TheoryData<IpProtocol, Ports, bool> Inward { get; } =
        new()
        {
            { IpProtocol.Tcp, Ports.Of(22), true },
            { IpProtocol.Tcp, new Ports.None(), false },
            { IpProtocol.Udp, new Ports.All(), false },
            { IpProtocol.Esp, new Ports.None(), true },
            { IpProtocol.Esp, new Ports.All(), false },
            { IpProtocol.Esp, Ports.Of(22), false },
        };

    public static TheoryData<IpProtocol?, Ports, bool> Outward { get; } =
        new()
        {
            { null, new Ports.All(), true },
            { null, new Ports.None(), false },
            { null, Ports.Of(443), false },
            { IpProtocol.Tcp, Ports.Of(443), true },
            { IpProtocol.Tcp, new Ports.All(), false },
            { IpProtocol.Tcp, new Ports.None(), false },
        };

    [Theory]
    [MemberData(nameof(Inward))]
    public void Flow_PortsOfItsProtocol_OrNone(IpProtocol protocol, Ports ports, bool good) =>
        Assert.Equal(good, Record.Exception(() => new Flow("db", Clients, protocol, ports, "x")) is null);

    [Theory]
    [MemberData(nameof(Outward))]
    public void EgressFlow_AProtocolOnPorts_OrAllOfEverything(IpProtocol? protocol, Ports ports, bool good) =>
        Assert.Equal(
            good,
            Record.Exception(() => new EgressFlow("db", new EgressPurpose.Open(), [Cidr.Parse("10.7.0.0/16")], protocol, ports, "x"))
                is null
        );

    [Fact]
    public void Policy_TwoFlowsOfOneKey_IsRefused()
    {
        var flow = new Flow("db", Clients, IpProtocol.Tcp, Ports.Of(12000), "x");

        Assert.Single(new NetworkPolicy([flow]).Flows);
        Assert.Throws<ArgumentException>(() => new NetworkPolicy([flow, new Flow("db", Clients, IpProtocol.Udp, Ports.Of(12000), "y")]));
    }

    [Fact]
    public void Ports_Listed_AreNeverEmpty()
    {
        Assert.Throws<ArgumentException>(() => Ports.Of());
        Assert.Equal("22,443-445", $"{Ports.Of(445, 443, 22, 444, 22)}");
    }

    [Fact]
    public void Ports_Joined_AreAllThatAnyHolds()
    {
        Assert.Equal(Ports.Of(1, 2, 3), Ports.Join([Ports.Of(1, 2), Ports.Of(2, 3)]));
        Assert.Equal(new Ports.All(), Ports.Join([Ports.Of(1), new Ports.All()]));
        Assert.Equal(new Ports.None(), Ports.Join([new Ports.None(), new Ports.None()]));
        Assert.Throws<ArgumentException>(() => Ports.Join([Ports.Of(1), new Ports.None()]));
        Assert.Throws<ArgumentException>(() => Ports.Join([]));
    }
}
