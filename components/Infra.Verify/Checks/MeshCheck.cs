using System.Globalization;
using Infra.Core.Addressing;
using Infra.Core.Spec;
using Infra.Core.Topology;
using Infra.Verify.Probes;
using Infra.Verify.Shell;

namespace Infra.Verify.Checks;

/// <summary>
/// Every pair of nodes of a service that sends through WireGuard has a recent handshake, and packets sent to a peer's mesh address pass
/// through the tunnel: its byte counters grow.
/// </summary>
public sealed class MeshCheck : ICheck
{
    /// <summary>WireGuard performs a new handshake after 120 s of traffic and rejects a session after 180 s.</summary>
    private static readonly TimeSpan FreshHandshake = TimeSpan.FromSeconds(180);

    // Includes the node's own clock: the age of a handshake must not depend on two clocks agreeing.
    private const string Dump = "date +%s && sudo -n wg show wg0 dump";

    public string Name => "mesh";

    public async Task<IReadOnlyList<CheckRow>> RunAsync(CloudUnderTest cloud, CancellationToken cancellation)
    {
        var before = await DumpAllAsync(cloud, cancellation).ConfigureAwait(false);
        var probes = cloud
            .Plan.Topology.Nodes.Where(node => SendsByWireGuard(cloud, node))
            .SelectMany(from =>
                cloud
                    .PeersOf(from)
                    .Select(to => new Probe(new ProbeOrigin.OnNode(from.Key), to.Key, to.MeshAddress, IpProtocol.Tcp, AnyPort(cloud, to)))
            )
            .ToList();
        var answers = await TunnelProbes.ProbeAsync(cloud.Prober, probes, cancellation).ConfigureAwait(false);
        var after = await DumpAllAsync(cloud, cancellation).ConfigureAwait(false);
        return [.. answers.Select(answer => Judge(cloud, answer, before, after))];
    }

    private static bool SendsByWireGuard(CloudUnderTest cloud, Node node) => !cloud.Plan.Spec.Services[node.Service].Mesh.SendsByIPsec();

    // Accepted or rejected does not matter here: any response came back through the tunnel.
    private static int AnyPort(CloudUnderTest cloud, Node to) => ProbeDirections.ListenerPorts(cloud.Plan, to.Service)[0];

    private static async Task<Dictionary<string, ShellResult>> DumpAllAsync(CloudUnderTest cloud, CancellationToken cancellation)
    {
        var dumps = await Task.WhenAll(
                cloud
                    .Plan.Topology.Nodes.Where(node => SendsByWireGuard(cloud, node))
                    .Select(async node =>
                        (node.Key, Result: await cloud.Shells[node.Key].RunAsync(Dump, null, cancellation).ConfigureAwait(false))
                    )
            )
            .ConfigureAwait(false);
        return dumps.ToDictionary(d => d.Key, d => d.Result);
    }

    private CheckRow Judge(
        CloudUnderTest cloud,
        ProbeResult answer,
        Dictionary<string, ShellResult> before,
        Dictionary<string, ShellResult> after
    )
    {
        const string expected = "handshake under 180 s old, bytes both ways";
        var from = ((ProbeOrigin.OnNode)answer.Probe.Origin).Node;
        var to = cloud.Plan.Topology.Nodes.Single(n => n.Key == answer.Probe.Target);
        CheckRow Row(string observed, bool passed) => new(Name, $"{from} -> {to.Key}", expected, observed, passed);
        if (after[from].ExitCode != 0)
        {
            return Row(after[from].Complaint, false);
        }

        if (WireGuardPeer.Find(after[from].Stdout, to.MeshAddress) is not { } peer)
        {
            return Row($"wg0 has no peer {to.MeshAddress}", false);
        }

        if (peer.HandshakeAge is not { } age)
        {
            return Row("no handshake yet", false);
        }

        var earlier = WireGuardPeer.Find(before[from].Stdout, to.MeshAddress);
        var received = peer.ReceivedBytes - (earlier?.ReceivedBytes ?? 0);
        var sent = peer.SentBytes - (earlier?.SentBytes ?? 0);
        var answered = answer.Outcome is ProbeOutcome.Accepted or ProbeOutcome.Rejected;
        return Row(
            string.Create(
                CultureInfo.InvariantCulture,
                $"handshake {age.TotalSeconds:0} s ago, +{sent} B sent, +{received} B received{(answered ? "" : ", no answer inside")}"
            ),
            age <= FreshHandshake && received > 0 && sent > 0 && answered
        );
    }
}
