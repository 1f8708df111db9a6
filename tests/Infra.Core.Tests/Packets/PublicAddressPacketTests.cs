using System.Diagnostics;
using Infra.Core.Clouds.Local;
using Infra.Core.Tests.Fixtures;
using Infra.Core.Tests.Proof;
using Infra.Reachability.Packets;

namespace Infra.Core.Tests.Packets;

/// <summary>
/// Public addresses of the local cloud in a real kernel. The lab's first node has one, its peer has none; clients are a private network
/// and one host on the internet.
/// </summary>
[Collection(nameof(PacketTests))]
public sealed class PublicAddressPacketTests
{
    private const string LetIn = "198.51.100.16";
    private const string NotLetIn = "203.0.113.10";
    private const string Private = "10.7.0.1";
    private const int Port = 12000;

    private static readonly ProjectPlan NoneHasOne = SmallProject.Plan(sources: ["10.7.0.0/16", $"{LetIn}/32"]);
    private static readonly ProjectPlan FirstHasOne = Public(NoneHasOne, 1);

    // The first node's address, and the one the second would have.
    private static readonly Ip First = PublicOf(0);
    private static readonly Ip Second = PublicOf(1);
    private static readonly Ip FirstPrivate = Ip.Parse($"{NodeLab.Self.Address}");

    [SkippableFact]
    public void PublicAddress_EveryProbe_IsWhatThePolicySaysOfItsSource()
    {
        using var lab = Lab();
        using var listener = Prober.Listen(lab.Node, NodeLab.Ports);
        lab.LoadRouter(FirstHasOne);
        var intent = new Intent(NoneHasOne);

        var results = lab.ProbeAll(First);

        Assert.InRange(results.Count, 100, 10_000);
        Assert.All(results, probed => Assert.True(Wanted(probed.Packet) == probed.Outcome, $"wanted {Wanted(probed.Packet)}: {probed}"));
        Assert.All(results.Where(probed => probed.Outcome == Outcome.Failed), probed =>
            Assert.StartsWith("ICMP 3/1 ", probed.Detail, StringComparison.Ordinal)
        );
        foreach (var each in (Outcome[])[Outcome.Accepted, Outcome.Rejected, Outcome.Failed])
            Assert.Contains(results, probed => probed.Outcome == each);

        // Nodes have their own network in common: over it the port is open, or not, whatever this address is.
        Assert.Equal(Outcome.Failed, lab.ProbeFromPeer(First, Port).Outcome);

        // A private address gets no response.
        Outcome Wanted(Packet packet) =>
            packet.Source.ToString().StartsWith("10.", StringComparison.Ordinal) ? Outcome.Failed
            : intent.AtSdn("orders-db", packet) ? Outcome.Accepted
            : Outcome.Rejected;
    }

    [SkippableFact]
    public void PublicAddress_OfANodeThatHasNone_IsNobodys()
    {
        using var lab = Lab();
        using var listener = Prober.Listen(lab.Node, [Port]);
        lab.LoadRouter(FirstHasOne);

        Assert.Equal(Outcome.Accepted, Try(lab, LetIn, First));
        Assert.Equal(Outcome.Failed, Try(lab, LetIn, Second));
        lab.LoadRouter(NoneHasOne);
        Assert.Equal(Outcome.Failed, Try(lab, LetIn, First));
        Assert.Equal(Outcome.Accepted, Try(lab, LetIn, FirstPrivate));
        Assert.DoesNotContain($"{First}", lab.Dump(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public void PublicAddress_Node_SeesTheClientsOwnAddress()
    {
        const string Server = """
            import socket
            listener = socket.create_server(("0.0.0.0", 12000))
            print("ready", flush=True)
            print(listener.accept()[1][0], flush=True)
            """;
        using var lab = Lab();
        lab.LoadRouter(FirstHasOne);
        using var server = lab.Node.Python(Server);
        Assert.Equal("ready", server.StandardOutput.ReadLine());

        Assert.Equal(Outcome.Accepted, Try(lab, LetIn, First));

        Assert.Equal(LetIn, server.StandardOutput.ReadLine());
        server.WaitForExit();
    }

    /// <summary>What removes the address, and whether connections that use it survive.</summary>
    [SkippableTheory]
    [InlineData("nothing", "goes on, goes on")]
    [InlineData("another node's comes", "goes on, goes on")]
    [InlineData("the address goes", "reset, goes on")]
    [InlineData("another VM has it", "reset, goes on")]
    public void PublicAddress_TakenAway_ClosesWhatCameByIt(string change, string expected)
    {
        using var lab = Lab();
        lab.LoadRouter(FirstHasOne);
        using var server = Traffic.Serve(lab.Node, Port);
        using var client = Dial(lab);
        Assert.Equal("goes on, goes on", Say(client));

        lab.LoadRouter(
            change switch
            {
                "nothing" => FirstHasOne,
                "another node's comes" => Public(NoneHasOne, 2),
                "the address goes" => NoneHasOne,
                _ => FirstHasOne with
                {
                    Topology = FirstHasOne.Topology with
                    {
                        Nodes =
                        [
                            .. FirstHasOne.Topology.Nodes.Select(node =>
                                node with
                                {
                                    Address = node.AlternateAddress,
                                    AlternateAddress = node.Address,
                                }
                            ),
                        ],
                    },
                },
            }
        );

        Assert.Equal(expected, Say(client));
        lab.LoadRouter(FirstHasOne);
        Assert.Equal(Outcome.Accepted, Try(lab, LetIn, First));
        client.StandardInput.Close();
        client.WaitForExit();
    }

    [SkippableFact]
    public void PublicAddress_NodeThatClaimsOne_SendsNothingUnderIt()
    {
        using var lab = Lab();
        lab.LoadRouter(FirstHasOne);
        lab.Node.Script($"ip addr add {First}/32 dev eth0; ip addr add {Second}/32 dev eth0");
        using var everywhere = Prober.Listen(lab.Internet, [443]);
        Ip[] sources = [FirstPrivate, First, Second];

        var results = Prober.Probe(
            lab.Node,
            [.. sources.Select(source => new Packet(source, Ip.Parse(NotLetIn), ProtocolNumber.Tcp) { DestinationPort = 443 })],
            timeoutMilliseconds: 1500
        );

        Assert.Equal(
            [Outcome.Accepted, Outcome.TimedOut, Outcome.TimedOut],
            results.OrderBy(probed => Array.IndexOf(sources, probed.Packet.Source)).Select(probed => probed.Outcome)
        );
    }

    [SkippableFact]
    public void Router_BadRules_LeaveTheOldOnesInForce()
    {
        using var lab = Lab();
        using var listener = Prober.Listen(lab.Node, [Port]);
        lab.LoadRouter(FirstHasOne);
        var before = lab.Dump();

        Assert.Throws<InvalidOperationException>(() => lab.LoadRouter(NoneHasOne, "table ip public { nonsense }\n"));

        Assert.Equal(before, lab.Dump());
        Assert.Equal(Outcome.Accepted, Try(lab, LetIn, First));
        Assert.Equal(Outcome.Rejected, Try(lab, NotLetIn, First));
    }

    private static SdnLab Lab()
    {
        Skip.If(Namespace.Missing is not null, Namespace.Missing);
        return new SdnLab();
    }

    private static Outcome Try(SdnLab lab, string source, Ip destination) =>
        Assert
            .Single(
                Prober.Probe(
                    source == NotLetIn ? lab.Internet : lab.Client,
                    [new Packet(Ip.Parse(source), destination, ProtocolNumber.Tcp) { DestinationPort = Port }]
                )
            )
            .Outcome;

    /// <summary>A connection to the public address, and one to the private.</summary>
    private static Process Dial(SdnLab lab)
    {
        const string Client = """
            import socket, sys
            links = [socket.create_connection((to, 12000), 3, (sys.argv[1], 0)) for to in sys.argv[2:]]
            print("ready", flush=True)
            for line in sys.stdin:
                said = []
                for link in links:
                    try:
                        link.sendall(b"say so\n")
                        said.append("goes on" if link.recv(16) else "closed")
                    except ConnectionResetError:
                        said.append("reset")
                    except TimeoutError:
                        said.append("silent")
                print(", ".join(said), flush=True)
            """;
        var client = lab.Client.Python(Client, LetIn, $"{First}", $"{FirstPrivate}");
        return client.StandardOutput.ReadLine() == "ready" ? client : throw new InvalidOperationException(client.StandardError.ReadToEnd());
    }

    private static string? Say(Process client)
    {
        client.StandardInput.WriteLine();
        client.StandardInput.Flush();
        return client.StandardOutput.ReadLine();
    }

    private static ProjectPlan Public(ProjectPlan plan, int nodes) =>
        plan with
        {
            Topology = plan.Topology with
            {
                Nodes =
                [
                    .. plan.Topology.Nodes.Select(
                        (node, at) =>
                            at < nodes ? node with { HasPublicAddress = true, PublicAddress = LocalNetwork.PublicAddressFor(node) } : node
                    ),
                ],
            },
        };

    private static Ip PublicOf(int node) => Ip.Parse($"{LocalNetwork.PublicAddressFor(NoneHasOne.Topology.Nodes[node])}");
}
