using System.Globalization;
using Infra.Reachability.Packets;

namespace Infra.Core.Tests.Packets;

/// <summary>
/// One client fills a node's connection table: operators and peers still get through, in both directions, and only other clients do not.
/// </summary>
[Trait("Category", "Long")]
[Collection(nameof(PacketTests))]
public sealed class FullTablePacketTests
{
    // Each entry takes a few hundred bytes of kernel memory, and every 50,000 take a second.
    private const int MostConnections = 600_000;

    private static readonly string Fill = Repository.Read("tests", "Infra.Core.Tests", "Packets", "fill_connections.py");

    [SkippableTheory]
    [InlineData("nft", true)]
    [InlineData("legacy", true)]
    [InlineData("nft", false)]
    public void Table_FilledByOneClient_LetsOperatorsAndPeersIn(string backEnd, bool raw)
    {
        Skip.If(Namespace.Missing is not null, Namespace.Missing);
        using var lab = new NodeLab();
        using var filter = new Filter(backEnd);
        Skip.If(
            int.Parse(lab.Node.Script("cat /proc/sys/net/netfilter/nf_conntrack_max"), CultureInfo.InvariantCulture) > MostConnections,
            $"the kernel tracks more than {MostConnections} connections, too many to fill here"
        );
        using var here = Prober.Listen(lab.Node, [22, 4501, 12000]);
        using var there = Prober.Listen(lab.World, [12000]);
        var (self, peer) = (NodeLab.Self, NodeLab.Plan.Topology.Nodes[1]);
        Packet client = new(Ip.Parse("10.7.0.1"), Ip.Parse($"{self.Address}"), ProtocolNumber.Tcp) { DestinationPort = 12000 };
        Packet operators = new(Ip.Parse("198.51.100.1"), Ip.Parse($"{self.Address}"), ProtocolNumber.Tcp) { DestinationPort = 22 };
        Packet fromPeer = new(Ip.Parse($"{peer.MeshAddress}"), Ip.Parse($"{self.MeshAddress}"), ProtocolNumber.Tcp)
        {
            DestinationPort = 12000,
            InInterface = "wg0",
        };
        var toPeer = fromPeer with { Source = fromPeer.Destination, Destination = fromPeer.Source };

        // Without a firewall nothing is tracked: this occupies no entries.
        Assert.All(Results(), outcome => Assert.Equal(Outcome.Accepted, outcome));
        Assert.Equal("answered\n", Tunnel());

        filter.LoadInto(
            lab.Node,
            raw
                ? NodeLab.Bundle
                : NodeLab.Bundle with
                {
                    Files = [.. NodeLab.Bundle.Files.Where(file => !file.Path.Contains("/raw-", StringComparison.Ordinal))],
                }
        );
        var filled = lab.Node.RunPython(Fill, "", $"{self.Address}", "12000").Output;
        Skip.If(filled.Contains("no ctnetlink", StringComparison.Ordinal), "the kernel has no nf_conntrack_netlink");
        Assert.Equal("full\n", filled);

        // The client's connection is the control: the table is indeed full.
        Assert.Equal([false, raw, raw, raw], Results().Select(outcome => outcome == Outcome.Accepted));
        Assert.Equal(raw ? "answered\n" : "", Tunnel());

        Outcome[] Results() =>
            [
                .. new[] { client, operators, fromPeer }.Select(packet =>
                    Assert.Single(Prober.Probe(lab.World, [packet], timeoutMilliseconds: 1500)).Outcome
                ),
                Assert.Single(Prober.Probe(lab.Node, [toPeer], timeoutMilliseconds: 1500)).Outcome,
            ];

        // The tunnel's own packets have the same port at both ends.
        string Tunnel() =>
            lab
                .World.RunPython(
                    """
                    import socket, sys
                    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                    s.bind((sys.argv[1], 4501))
                    s.settimeout(1.5)
                    s.sendto(b"infra-probe", (sys.argv[2], 4501))
                    try:
                        s.recv(99)
                        print("answered")
                    except TimeoutError:
                        pass
                    """,
                    "",
                    $"{peer.Address}",
                    $"{self.Address}"
                )
                .Output;
    }
}
