using System.Collections.Immutable;
using System.Globalization;
using Infra.Verify.Probes;

namespace Infra.Verify.Checks;

/// <summary>
/// A public address leads to its node, and a node without one is not reachable at the address it would have. What gets through is checked
/// by <see cref="ReachabilityCheck"/>.
/// </summary>
public sealed class PublicAddressCheck : ICheck
{
    public string Name => "public";

    public async Task<IReadOnlyList<CheckRow>> RunAsync(CloudUnderTest cloud, CancellationToken cancellation)
    {
        var rows = new List<CheckRow>();
        foreach (var service in cloud.Plan.Topology.Machines.Select(machine => machine.Service).Distinct())
        {
            var pairs = PublicAddressProbes
                .Pairs(cloud.Plan, service, cloud.Origins)
                .ToLookup(pair => PublicAddressProbes.Leads(pair.Origin, pair.Node));
            var led = await ProbeAsync(cloud, pairs[true].Select(pair => PublicAddressProbes.To(pair.Origin, pair.Node)), cancellation)
                .ConfigureAwait(false);
            rows.AddRange(Judge(service, "public addresses reach the nodes", led, IsAnswer, "answered", control: []));

            var nobody = await ProbeAsync(cloud, pairs[false].Select(pair => PublicAddressProbes.To(pair.Origin, pair.Node)), cancellation)
                .ConfigureAwait(false);
            var control = await ProbeAsync(
                    cloud,
                    pairs[false].Select(pair => PublicAddressProbes.Control(pair.Origin, pair.Node)),
                    cancellation
                )
                .ConfigureAwait(false);
            var expected = pairs[true].Any() ? "private networks: no answer at public addresses" : "no answer at public addresses";
            rows.AddRange(Judge(service, expected, nobody, result => result.Outcome == ProbeOutcome.Unreachable, "unreachable", control));
        }

        return rows;
    }

    private static async Task<ImmutableArray<ProbeResult>> ProbeAsync(
        CloudUnderTest cloud,
        IEnumerable<Probe> probes,
        CancellationToken cancellation
    ) => [.. await cloud.Prober.ProbeAsync([.. probes], cancellation).ConfigureAwait(false)];

    // A rejection is a response as well: the packet reached a host.
    private static bool IsAnswer(ProbeResult result) => result.Outcome is ProbeOutcome.Accepted or ProbeOutcome.Rejected;

    private IEnumerable<CheckRow> Judge(
        string service,
        string expected,
        ImmutableArray<ProbeResult> results,
        Func<ProbeResult, bool> passes,
        string word,
        ImmutableArray<ProbeResult> control
    )
    {
        if (results.IsEmpty)
        {
            yield break;
        }

        var (good, answered) = (results.Count(passes), control.Count(IsAnswer));
        var beside = control.IsEmpty
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $"; {answered} of {control.Length} answered at the private ones");
        yield return new CheckRow(
            Name,
            service,
            expected,
            string.Create(CultureInfo.InvariantCulture, $"{good} of {results.Length} {word}{beside}"),
            good == results.Length && answered == control.Length
        );
        foreach (var bad in results.Where(result => !passes(result)))
        {
            yield return Row(bad, expected);
        }

        foreach (var silent in control.Where(result => !IsAnswer(result)))
        {
            yield return Row(silent, "an answer at the private address");
        }
    }

    private CheckRow Row(ProbeResult bad, string expected)
    {
        var origin = (ProbeOrigin.OutsideNetwork)bad.Probe.Origin;
        return new CheckRow(
            Name,
            $"{origin.Name} {origin.Address} -> {bad.Probe.Target} {bad.Probe.Address}",
            expected,
            ProbeRows.Fact(bad),
            false
        );
    }
}
