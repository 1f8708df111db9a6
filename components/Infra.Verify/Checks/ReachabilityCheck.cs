using System.Collections.Immutable;
using Infra.Core.Policy;
using Infra.Verify.Probes;
using Infra.Verify.Shell;

namespace Infra.Verify.Checks;

/// <summary>
/// Each declared flow connects and each undeclared one is rejected at once: from the outside networks, between nodes,
/// and inside the tunnel, over IPv4 and IPv6. The declared flows are the positive control of the rejections.
/// </summary>
public sealed class ReachabilityCheck : ICheck
{
    /// <summary>
    /// Longest a TCP rejection may take. Milliseconds on real machines; emulated ones, all probed at once, need more.
    /// Still far below the first SYN retransmission a second time round, so a dropped packet cannot pass for a rejection.
    /// </summary>
    public static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(2);

    public string Name => "flows";

    public async Task<IReadOnlyList<CheckRow>> RunAsync(CloudUnderTest cloud, CancellationToken cancellation)
    {
        try
        {
            var services = cloud.Plan.Topology.Nodes.ToDictionary(n => n.Key, n => n.Service);
            var shells = cloud.Plan.Topology.Nodes.Select(n => cloud.Shells[n.Key]).ToList();
            var listeners = await Listeners.StartAsync(
                shells, node => ProbeDirections.ListenerPorts(cloud.Plan, services[node]), cancellation).ConfigureAwait(false);
            await using (listeners.ConfigureAwait(false))
            {
                return await ProbeAllAsync(cloud, cancellation).ConfigureAwait(false);
            }
        }
        catch (ShellException e)
        {
            return [new CheckRow(Name, "listeners on nodes", "started", e.Message, false)];
        }
    }

    private async Task<IReadOnlyList<CheckRow>> ProbeAllAsync(CloudUnderTest cloud, CancellationToken cancellation)
    {
        var intent = new Intent(cloud.Plan.Topology, cloud.Plan.Policy);
        var rows = new List<CheckRow>();
        foreach (var direction in ProbeDirections.All(cloud.Plan, cloud.Origins).Where(d => d.Probes.Length > 0))
        {
            var results = await cloud.Prober.ProbeAsync(direction.Probes, cancellation).ConfigureAwait(false);
            var declared = results.ToLookup(r => intent.Declaring(r.Probe) is not null);
            rows.AddRange(Judge(direction, [.. declared[true]], "declared: accepted", r => r.Outcome == ProbeOutcome.Accepted));
            rows.AddRange(Judge(direction, [.. declared[false]], "undeclared: rejected at once", IsRejectedAtOnce));
        }

        return rows;
    }

    // ICMP rejections are rate-limited by every Linux host, so a datagram's may come after the second or third sending.
    private static bool IsRejectedAtOnce(ProbeResult result) =>
        result.Outcome == ProbeOutcome.Rejected && (result.Probe.Protocol != IpProtocol.Tcp || result.Elapsed <= AtOnce);

    private IEnumerable<CheckRow> Judge(
        ProbeDirection direction, ImmutableArray<ProbeResult> results, string expected, Func<ProbeResult, bool> passes)
    {
        if (results.IsEmpty)
        {
            yield break;
        }

        var good = results.Where(passes).ToList();
        var subject = $"{direction.From} -> {direction.Service}";
        yield return new CheckRow(Name, subject, expected, Summary(good, results.Length), good.Count == results.Length);
        foreach (var bad in results.Where(r => !passes(r)))
        {
            var origin = bad.Probe.Origin is ProbeOrigin.OnNode on ? on.Node : direction.From;
            yield return new CheckRow(Name, $"{origin} -> {bad.Probe.Target} {bad.Probe.Label}", expected, Fact(bad), false);
        }
    }

    private static string Summary(List<ProbeResult> good, int total)
    {
        var word = good.Count > 0 && good[0].Outcome == ProbeOutcome.Accepted ? "accepted" : "rejected";
        var ports = string.Join(' ', good.GroupBy(g => g.Probe.Protocol).OrderBy(g => g.Key).SelectMany(g =>
            g.Select(r => r.Probe.Port).Distinct().Order().Select(p => $"{p}/{(g.Key == IpProtocol.Tcp ? "tcp" : "udp")}")));
        return good.Count == 0
            ? $"0 of {total}"
            : $"{good.Count} of {total} {word} in {good.Min(Ms):0}-{good.Max(Ms):0} ms: {ports}";
    }

    private static string Fact(ProbeResult result) => result.Outcome switch
    {
        ProbeOutcome.Accepted => $"accepted in {Ms(result):0} ms",
        ProbeOutcome.Rejected => $"rejected after {Ms(result):0} ms: {result.Detail}",
        ProbeOutcome.Unreachable => $"unreachable: {result.Detail}",
        ProbeOutcome.TimedOut => $"no answer in {Ms(result):0} ms",
        _ => $"could not probe: {result.Detail}",
    };

    private static double Ms(ProbeResult result) => result.Elapsed.TotalMilliseconds;
}
