using System.Text.RegularExpressions;

namespace Infra.Cli.Preflight;

/// <summary>
/// Ids of Google Cloud's projects: https://cloud.google.com/resource-manager/docs/creating-managing-projects, and the older ones of a
/// domain.
/// </summary>
internal static partial class ProjectId
{
    /// <summary>What is none is not handed to a program.</summary>
    internal static bool Is(string text) => Form().IsMatch(text);

    [GeneratedRegex(@"\A(?:[a-z0-9.-]{1,63}:)?[a-z][a-z0-9-]{4,28}[a-z0-9]\z")]
    private static partial Regex Form();
}
