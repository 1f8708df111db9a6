namespace Infra.Cli.Doctor;

/// <summary>How a finding bears on the local cloud.</summary>
public enum Verdict
{
    Good,

    /// <summary>Works, with a drawback.</summary>
    Note,

    /// <summary>The local cloud cannot run like this.</summary>
    Missing,
}

/// <summary>One thing about this machine.</summary>
/// <param name="Fact">What was found.</param>
/// <param name="Remedy">What to do; empty when good.</param>
public sealed record Finding(string Subject, Verdict Verdict, string Fact, string Remedy);
