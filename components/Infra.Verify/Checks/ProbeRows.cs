using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Verify.Probes;

namespace Infra.Verify.Checks;

/// <summary>
/// Judges the probes of one direction: a row for declared connections, one for undeclared ones, and one for each probe with a wrong
/// result.
/// </summary>
internal static class ProbeRows
{
    /// <summary>
    /// Maximum time for a TCP rejection. Milliseconds on real machines; emulated ones, all probed at once, need more. Still far below the
    /// second SYN retransmission, so a dropped packet cannot pass for a rejection.
    /// </summary>
    internal static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(2);

    /// <param name="check">The check's name.</param>
    /// <param name="from">For display.</param>
    /// <param name="to">For display.</param>
    /// <param name="declared">Results, by whether the policy declares the connection.</param>
    internal static IEnumerable<CheckRow> Of(string check, string from, string to, ILookup<bool, ProbeResult> declared) =>
        [
            .. Judge(check, from, to, [.. declared[true]], "declared: accepted", result => result.Outcome == ProbeOutcome.Accepted),
            .. Judge(check, from, to, [.. declared[false]], "undeclared: rejected at once", IsRejectedAtOnce),
        ];

    // Every Linux host rate-limits ICMP rejections, so a datagram's may come only after the second or third attempt.
    private static bool IsRejectedAtOnce(ProbeResult result) =>
        result.Outcome == ProbeOutcome.Rejected && (result.Probe.Protocol != IpProtocol.Tcp || result.Elapsed <= AtOnce);

    private static IEnumerable<CheckRow> Judge(
        string check,
        string from,
        string to,
        ImmutableArray<ProbeResult> results,
        string expected,
        Func<ProbeResult, bool> passes
    )
    {
        if (results.IsEmpty)
        {
            yield break;
        }

        var good = results.Where(passes).ToList();
        yield return new CheckRow(check, $"{from} -> {to}", expected, Summary(good, results.Length), good.Count == results.Length);
        foreach (var bad in results.Where(r => !passes(r)))
        {
            var origin = bad.Probe.Origin is ProbeOrigin.OnNode on ? on.Node : from;
            yield return new CheckRow(check, $"{origin} -> {bad.Probe.Target} {bad.Probe.Label}", expected, Fact(bad), false);
        }
    }

    private static string Summary(List<ProbeResult> good, int total)
    {
        var word = good.Count > 0 && good[0].Outcome == ProbeOutcome.Accepted ? "accepted" : "rejected";
        var ports = string.Join(
            ' ',
            good.GroupBy(g => g.Probe.Protocol)
                .OrderBy(g => g.Key)
                .SelectMany(g =>
                    g.Select(r => r.Probe.Port).Distinct().Order().Select(p => $"{p}/{(g.Key == IpProtocol.Tcp ? "tcp" : "udp")}")
                )
        );
        return good.Count == 0 ? $"0 of {total}" : $"{good.Count} of {total} {word} in {good.Min(Ms):0}-{good.Max(Ms):0} ms: {ports}";
    }

    /// <summary>The observation, for display.</summary>
    internal static string Fact(ProbeResult result) =>
        result.Outcome switch
        {
            ProbeOutcome.Accepted => $"accepted in {Ms(result):0} ms",
            ProbeOutcome.Rejected => $"rejected after {Ms(result):0} ms: {result.Detail}",
            ProbeOutcome.Unreachable => $"unreachable: {result.Detail}",
            ProbeOutcome.TimedOut => $"no answer in {Ms(result):0} ms",
            _ => $"could not probe: {result.Detail}",
        };

    private static double Ms(ProbeResult result) => result.Elapsed.TotalMilliseconds;
}
