namespace Infra.Cli.Preflight;

/// <summary>The result of an account check.</summary>
public enum PreflightVerdict
{
    Ok,

    /// <summary>`pulumi up` works, but something later will not.</summary>
    Warning,

    /// <summary>`pulumi up` would stop half-way.</summary>
    Failed,

    /// <summary>It could not be determined.</summary>
    NotAsked,
}

/// <summary>One check of the account.</summary>
/// <param name="Check">
/// What was checked: <c>credentials</c>, <c>quota</c>, <c>machine</c>, <c>image</c>, <c>APIs</c>, <c>DNS zone</c>, <c>operators</c>.
/// </param>
/// <param name="Subject">The item checked.</param>
/// <param name="Found">What was found, or why nothing was.</param>
/// <param name="Remedy">What to do; empty if nothing is wrong.</param>
public sealed record PreflightRow(string Check, string Subject, PreflightVerdict Verdict, string Found, string Remedy)
{
    internal static PreflightRow Ok(string check, string subject, string found) => new(check, subject, PreflightVerdict.Ok, found, "");
}
