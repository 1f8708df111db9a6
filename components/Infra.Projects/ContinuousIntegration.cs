namespace Infra.Projects;

/// <summary>Whether a machine runs this and not a person: then the reviewed lock file is the truth, and nothing is allocated.</summary>
public static class ContinuousIntegration
{
    /// <summary>By the environment variable <c>CI</c>, which every CI service sets.</summary>
    public static bool IsHere => Says(Environment.GetEnvironmentVariable("CI"));

    /// <summary>Any word means yes, but for those that mean no: people switch a tool's CI mode off with <c>CI=false</c>.</summary>
    /// <param name="value">Of the variable; null where it is not set.</param>
    public static bool Says(string? value) => value?.Trim().ToUpperInvariant() is not (null or "" or "0" or "FALSE" or "NO" or "OFF");
}
