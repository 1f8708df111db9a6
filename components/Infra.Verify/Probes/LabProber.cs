using System.Collections.Immutable;
using Infra.Verify.Shell;

namespace Infra.Verify.Probes;

/// <summary>Probes from network namespaces of this machine and, over SSH, from nodes.</summary>
public sealed class LabProber(ImmutableSortedDictionary<string, INodeShell> shells) : IProber
{
    public async Task<IReadOnlyList<ProbeResult>> ProbeAsync(IReadOnlyList<Probe> probes, CancellationToken cancellation)
    {
        var results = new ProbeResult[probes.Count];
        var places = probes.Select((probe, index) => (probe, index)).GroupBy(p => Place(p.probe.Origin));
        await Task.WhenAll(
                places.Select(async place =>
                {
                    var batch = place.ToList();
                    var outcomes = await ProbeFromAsync([.. batch.Select(b => b.probe)], cancellation).ConfigureAwait(false);
                    for (var i = 0; i < batch.Count; i++)
                    {
                        results[batch[i].index] = outcomes[i];
                    }
                })
            )
            .ConfigureAwait(false);
        return results;
    }

    private static string Place(ProbeOrigin origin) =>
        origin switch
        {
            ProbeOrigin.OutsideNetwork outside => $"namespace {outside.Namespace}",
            ProbeOrigin.OnNode on => $"node {on.Node}",
            _ => throw new InvalidOperationException($"Unknown origin {origin}."),
        };

    private async Task<IReadOnlyList<ProbeResult>> ProbeFromAsync(IReadOnlyList<Probe> probes, CancellationToken cancellation)
    {
        var jobs = ProbeWire.Jobs(probes);
        var shell = probes[0].Origin switch
        {
            ProbeOrigin.OnNode on => shells[on.Node],
            ProbeOrigin.OutsideNetwork outside => new NamespaceShell(outside.Namespace),
            var other => throw new InvalidOperationException($"Unknown origin {other}."),
        };
        var output = await shell.RunAsync($"python3 -I -c {ShellQuote.Word(ProbeWire.Program)}", jobs, cancellation).ConfigureAwait(false);
        return ProbeWire.Results(probes, output);
    }
}
