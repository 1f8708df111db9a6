namespace Infra.Projects;

/// <summary>
/// Whether a CI job runs this rather than a person: then the reviewed lock file is authoritative, and nothing is allocated.
/// </summary>
public static class ContinuousIntegration
{
    /// <summary>Based on the environment variable <c>CI</c>, which every CI service sets.</summary>
    public static bool IsHere => Says(Environment.GetEnvironmentVariable("CI"));

    /// <summary>Any value means yes, except those that mean no: people turn off a tool's CI mode with <c>CI=false</c>.</summary>
    /// <param name="value">The variable's value; null if it is not set.</param>
    public static bool Says(string? value) => value?.Trim().ToUpperInvariant() is not (null or "" or "0" or "FALSE" or "NO" or "OFF");
}
