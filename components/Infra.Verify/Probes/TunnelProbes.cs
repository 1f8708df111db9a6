namespace Infra.Verify.Probes;

/// <summary>Probes inside the tunnel, of which the first between two nodes also makes the tunnel.</summary>
internal static class TunnelProbes
{
    /// <summary>
    /// Tries again, once, what nobody answered. Two nodes that begin a handshake at the same moment each take the other's
    /// beginning for the one that counts, and so drop the answer to their own; WireGuard begins anew after 5 s
    /// (REKEY_TIMEOUT), when the first probe has given up. Slow, emulated nodes meet in this way.
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
