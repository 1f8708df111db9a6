namespace Infra.Cli.Doctor;

/// <summary>What a finding means for the local cloud.</summary>
public enum Verdict
{
    Good,

    /// <summary>Works, with a drawback.</summary>
    Note,

    /// <summary>The local cloud cannot run without it.</summary>
    Missing,
}

/// <summary>One fact about this machine.</summary>
/// <param name="Fact">What was found.</param>
/// <param name="Remedy">What to do; empty if nothing is wrong.</param>
public sealed record Finding(string Subject, Verdict Verdict, string Fact, string Remedy);
