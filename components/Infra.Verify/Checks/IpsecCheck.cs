using System.Collections.Immutable;
using System.Globalization;
using Infra.Core.Addressing;
using Infra.Core.Spec;
using Infra.Core.Topology;
using Infra.Verify.Probes;
using Infra.Verify.Shell;

namespace Infra.Verify.Checks;

/// <summary>
/// For services whose mesh has IPsec: every pair of nodes has a session with the planned suites in transport mode, through which packets
/// go both ways; on the wire between them there is ESP and its key exchange and nothing else; and new keys under load lose no connection.
/// </summary>
public sealed class IpsecCheck : ICheck
{
    private const string List = "sudo -n swanctl --list-sas 2>/dev/null";
    private const int LoadSeconds = 10;

    public string Name => "ipsec";

    public async Task<IReadOnlyList<CheckRow>> RunAsync(CloudUnderTest cloud, CancellationToken cancellation)
    {
        var rows = new List<CheckRow>();
        foreach (var service in cloud.Plan.Spec.Services.Values.Where(service => service.Mesh.HasIPsec() && service.Nodes > 1))
        {
            var nodes = cloud.Plan.Topology.Nodes.Where(node => node.Service == service.Name).ToImmutableArray();
            // First the probes: where nothing was to send as yet they open the sessions.
            var answers = service.Mesh.SendsByIPsec() ? await ProbeAsync(cloud, nodes, cancellation).ConfigureAwait(false) : [];
            var wire = cloud.Router is { } router ? WatchAsync(router, nodes, cancellation) : null;
            var rekeyed = service.Mesh.SendsByIPsec() ? await RekeyAsync(cloud, nodes, cancellation).ConfigureAwait(false) : null;
            rows.AddRange(await SessionsAsync(cloud, nodes, answers, cancellation).ConfigureAwait(false));
            if (rekeyed is not null)
            {
                rows.Add(rekeyed);
            }

            if (wire is not null)
            {
                rows.Add(Wire(service, await wire.ConfigureAwait(false)));
            }
        }

        return rows;
    }

    private static async Task<IReadOnlyList<ProbeResult>> ProbeAsync(
        CloudUnderTest cloud,
        ImmutableArray<Node> nodes,
        CancellationToken cancellation
    )
    {
        var probes =
            from @from in nodes
            from to in nodes
            where to.Key != @from.Key
            select new Probe(new ProbeOrigin.OnNode(@from.Key), to.Key, to.MeshAddress, IpProtocol.Tcp, PortOf(cloud, to));
        return await TunnelProbes.ProbeAsync(cloud.Prober, [.. probes], cancellation).ConfigureAwait(false);
    }

    private async Task<IEnumerable<CheckRow>> SessionsAsync(
        CloudUnderTest cloud,
        ImmutableArray<Node> nodes,
        IReadOnlyList<ProbeResult> answers,
        CancellationToken cancellation
    )
    {
        var lists = await Task.WhenAll(nodes.Select(node => cloud.Shells[node.Key].RunAsync(List, null, cancellation)))
            .ConfigureAwait(false);
        return nodes
            .Zip(lists)
            .SelectMany(pair =>
                nodes
                    .Where(to => to.Key != pair.First.Key)
                    .Select(to => Judge(pair.First, to, pair.Second, AnswerOf(answers, pair.First, to)))
            );
    }

    private static ProbeResult? AnswerOf(IReadOnlyList<ProbeResult> answers, Node from, Node to) =>
        answers.FirstOrDefault(one => one.Probe.Origin == new ProbeOrigin.OnNode(from.Key) && one.Probe.Target == to.Key);

    private CheckRow Judge(Node from, Node to, ShellResult list, ProbeResult? answer)
    {
        const string expected = "AES-256-GCM and P-384, ESP in transport mode, bytes both ways";
        CheckRow Row(string observed, bool passed) => new(Name, $"{from.Key} -> {to.Key}", expected, observed, passed);
        if (list.ExitCode != 0)
        {
            return Row(list.Complaint, false);
        }

        var session = IpsecSession.Find(list.Stdout, to.Key);
        if (session.Exchange.Length == 0 || session.Esp.Length == 0)
        {
            return Row("no session", false);
        }

        // A service that only accepts IPsec so far sends nothing through it.
        var answered = answer is null || answer.Outcome is ProbeOutcome.Accepted or ProbeOutcome.Rejected;
        var flows = answer is null || (session.ReceivedBytes > 0 && session.SentBytes > 0);
        return Row(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{session.Exchange}; {session.Esp}; {session.SentBytes} B sent, {session.ReceivedBytes} B received"
            ) + (answered ? "" : ", no answer inside"),
            session.IsAsPlanned && answered && flows
        );
    }

    private async Task<CheckRow> RekeyAsync(CloudUnderTest cloud, ImmutableArray<Node> nodes, CancellationToken cancellation)
    {
        var (from, to) = (nodes[0], nodes[1]);
        var shell = cloud.Shells[from.Key];
        var before = IpsecSession.Find((await shell.RunAsync(List, null, cancellation).ConfigureAwait(false)).Stdout, to.Key);
        var load = shell.RunAsync(
            string.Create(CultureInfo.InvariantCulture, $"python3 -I - {LoadSeconds} {to.MeshAddress} {PortOf(cloud, to)}"),
            ProbeWire.Resource("load.py"),
            cancellation
        );
        var asked = await shell
            .RunAsync($"sleep 3; sudo -n swanctl --rekey --ike {to.Key} --child mesh 2>&1 | tail -n 1", null, cancellation)
            .ConfigureAwait(false);
        var done = await load.ConfigureAwait(false);
        var after = IpsecSession.Find((await shell.RunAsync(List, null, cancellation).ConfigureAwait(false)).Stdout, to.Key);
        const string expected = "new keys from P-384 while connections are opened: none is lost";
        var subject = $"{from.Key} -> {to.Key}, rekeyed";
        return done.Stdout.Trim().Split(' ') is [var total, var lost, var worst]
            ? new CheckRow(
                Name,
                subject,
                expected,
                $"{total} connections, {lost} without an answer, the longest {worst} ms; "
                    + (after.Key != before.Key ? $"new keys: {after.Esp}" : $"the same keys: {asked.Stdout.Trim()}"),
                lost == "0" && total.Length > 1 && after.Key != before.Key && after.Esp.EndsWith("/ECP_384", StringComparison.Ordinal)
            )
            : new CheckRow(Name, subject, expected, done.Complaint, false);
    }

    private static Task<ShellResult> WatchAsync(INodeShell router, ImmutableArray<Node> nodes, CancellationToken cancellation)
    {
        var addresses = nodes.SelectMany(node => node.Address6 is { } six ? [$"{node.Address}", $"{six}"] : new[] { $"{node.Address}" });
        return router.RunAsync(
            $"python3 -I - {LoadSeconds.ToString(CultureInfo.InvariantCulture)} {string.Join(' ', addresses)}",
            ProbeWire.Resource("wire.py"),
            cancellation
        );
    }

    private CheckRow Wire(ServiceSpec service, ShellResult seen)
    {
        const string expected = "between its nodes ESP in UDP and key exchange, nothing else";
        var words = seen.Stdout.Trim().Split(' ');
        if (
            seen.ExitCode != 0
            || words is not ["esp", var esp, "ike", var ike, "wireguard", var wireguard, "other", var other, .. var what]
        )
        {
            return new CheckRow(Name, $"wire, {service.Name}", expected, seen.Complaint, false);
        }

        return new CheckRow(
            Name,
            $"wire, {service.Name}",
            expected,
            $"{esp} of ESP, {ike} of key exchange, {wireguard} of WireGuard, {other} others"
                + (what.Length > 0 ? $": {string.Join(' ', what)}" : ""),
            // Where nothing is seen, nothing is proven.
            other == "0"
                && (esp != "0" || !service.Mesh.SendsByIPsec())
                && (wireguard == "0" || service.Mesh.HasWireGuard())
        );
    }

    private static int PortOf(CloudUnderTest cloud, Node to) => ProbeDirections.ListenerPorts(cloud.Plan, to.Service)[0];
}
