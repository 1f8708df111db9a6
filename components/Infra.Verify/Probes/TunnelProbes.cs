namespace Infra.Verify.Probes;

/// <summary>Probes inside the tunnel; the first one between two nodes also establishes it.</summary>
internal static class TunnelProbes
{
    /// <summary>
    /// Retries, once, probes without a response. If two nodes start a handshake at the same moment, each gives precedence to the other's
    /// initiation and drops the response to its own; WireGuard retries after 5 s (REKEY_TIMEOUT), when the first probe has given up.
    /// Slow, emulated nodes run into this.
    /// </summary>
    internal static async Task<IReadOnlyList<ProbeResult>> ProbeAsync(
        IProber prober,
        IReadOnlyList<Probe> probes,
        CancellationToken cancellation
    )
    {
        var results = (await prober.ProbeAsync(probes, cancellation).ConfigureAwait(false)).ToArray();
        var silent = Enumerable.Range(0, results.Length).Where(at => results[at].Outcome == ProbeOutcome.TimedOut).ToArray();
        if (silent.Length > 0)
        {
            var again = await prober.ProbeAsync([.. silent.Select(at => probes[at])], cancellation).ConfigureAwait(false);
            for (var i = 0; i < silent.Length; i++)
            {
                results[silent[i]] = again[i];
            }
        }

        return results;
    }
}
