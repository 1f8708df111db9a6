namespace Infra.Cli.Preflight;

/// <summary>How a check of the account ended.</summary>
public enum PreflightVerdict
{
    Ok,

    /// <summary>`pulumi up` works, and something later will not.</summary>
    Warning,

    /// <summary>`pulumi up` would stop half-way.</summary>
    Failed,

    /// <summary>Nobody could say.</summary>
    NotAsked,
}

/// <summary>One check of the account.</summary>
/// <param name="Check">
/// What was asked: <c>credentials</c>, <c>quota</c>, <c>machine</c>, <c>image</c>, <c>APIs</c>, <c>DNS zone</c>, <c>operators</c>.
/// </param>
/// <param name="Subject">Of what.</param>
/// <param name="Found">What was found, or why nothing was.</param>
/// <param name="Remedy">What to do; empty when all is well.</param>
public sealed record PreflightRow(string Check, string Subject, PreflightVerdict Verdict, string Found, string Remedy)
{
    internal static PreflightRow Ok(string check, string subject, string found) => new(check, subject, PreflightVerdict.Ok, found, "");
}
