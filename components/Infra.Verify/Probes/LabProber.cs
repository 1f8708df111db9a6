using System.Collections.Immutable;
using System.Diagnostics;
using Infra.Verify.Shell;

namespace Infra.Verify.Probes;

/// <summary>Probes from network namespaces of this machine and, over SSH, from nodes.</summary>
public sealed class LabProber(ImmutableSortedDictionary<string, INodeShell> shells) : IProber
{
    public async Task<IReadOnlyList<ProbeResult>> ProbeAsync(IReadOnlyList<Probe> probes, CancellationToken cancellation)
    {
        var results = new ProbeResult[probes.Count];
        var places = probes.Select((probe, index) => (probe, index)).GroupBy(p => Place(p.probe.Origin));
        await Task.WhenAll(places.Select(async place =>
        {
            var batch = place.ToList();
            var outcomes = await ProbeFromAsync([.. batch.Select(b => b.probe)], cancellation).ConfigureAwait(false);
            for (var i = 0; i < batch.Count; i++)
            {
                results[batch[i].index] = outcomes[i];
            }
        })).ConfigureAwait(false);
        return results;
    }

    private static string Place(ProbeOrigin origin) => origin switch
    {
        ProbeOrigin.OutsideNetwork outside => $"namespace {outside.Namespace}",
        ProbeOrigin.OnNode on => $"node {on.Node}",
        _ => throw new InvalidOperationException($"Unknown origin {origin}."),
    };

    private async Task<IReadOnlyList<ProbeResult>> ProbeFromAsync(IReadOnlyList<Probe> probes, CancellationToken cancellation)
    {
        var jobs = ProbeWire.Jobs(probes);
        var output = probes[0].Origin switch
        {
            ProbeOrigin.OnNode on => await shells[on.Node].RunAsync(
                $"python3 -I -c {ShellQuote.Word(ProbeWire.Program)}", jobs, cancellation).ConfigureAwait(false),
            ProbeOrigin.OutsideNetwork outside => await InNamespaceAsync(outside.Namespace, jobs, cancellation).ConfigureAwait(false),
            var other => throw new InvalidOperationException($"Unknown origin {other}."),
        };
        return ProbeWire.Results(probes, output);
    }

    private static async Task<ShellResult> InNamespaceAsync(string name, string jobs, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("nsenter")
        {
            // nsenter, not `ip netns exec`: the latter remounts /sys.
            ArgumentList = { $"--net=/run/netns/{name}", "--", "python3", "-I", "-c", ProbeWire.Program },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("nsenter did not start.");
        var stdout = process.StandardOutput.ReadToEndAsync(cancellation);
        var stderr = process.StandardError.ReadToEndAsync(cancellation);
        try
        {
            await process.StandardInput.WriteAsync(jobs.AsMemory(), cancellation).ConfigureAwait(false);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before reading its jobs; its exit code and stderr, below, say why.
        }

        await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
        return new ShellResult(process.ExitCode, await stdout.ConfigureAwait(false), await stderr.ConfigureAwait(false));
    }
}
