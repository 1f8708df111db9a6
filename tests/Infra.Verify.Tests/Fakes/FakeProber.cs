using Infra.Verify.Probes;

namespace Infra.Verify.Tests.Fakes;

/// <summary>Answers with the given function.</summary>
internal sealed class FakeProber(Func<Probe, ProbeResult> answer) : IProber
{
    /// <summary>The result of one probe.</summary>
    public ProbeResult Answer(Probe probe) => answer(probe);

    public Task<IReadOnlyList<ProbeResult>> ProbeAsync(IReadOnlyList<Probe> probes, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<ProbeResult>>([.. probes.Select(answer)]);

    /// <summary>A cloud that does exactly what its policy requires.</summary>
    public static FakeProber Obedient(Intent intent) => new(probe => Answer(intent, probe));

    /// <summary>Obedient except for the probes that <paramref name="breaks"/> has an answer for.</summary>
    public static FakeProber ObedientExcept(Intent intent, Func<Probe, ProbeResult?> breaks) =>
        new(probe => breaks(probe) ?? Answer(intent, probe));

    private static ProbeResult Answer(Intent intent, Probe probe) =>
        LeadsNowhere(intent, probe)
            ? new ProbeResult(probe, ProbeOutcome.Unreachable, TimeSpan.FromMilliseconds(2), "ICMP 3/0 from 10.42.0.1")
        : !Allows(intent, probe) ? new ProbeResult(probe, ProbeOutcome.Rejected, TimeSpan.FromMilliseconds(3), "RST")
        : new ProbeResult(probe, ProbeOutcome.Accepted, TimeSpan.FromMilliseconds(5), "handshake completed");

    private static bool LeadsNowhere(Intent intent, Probe probe) =>
        probe.IsPublic && !PublicAddressProbes.Leads((ProbeOrigin.OutsideNetwork)probe.Origin, intent.Target(probe));

    private static bool Allows(Intent intent, Probe probe) =>
        probe.Target.Contains("orders-db", StringComparison.Ordinal)
            ? intent.Declaring(probe) is not null
            : probe.Origin is ProbeOrigin.OutsideNetwork || intent.LetsOut(probe);
}
