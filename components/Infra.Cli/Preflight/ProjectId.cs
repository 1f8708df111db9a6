using System.Text.RegularExpressions;

namespace Infra.Cli.Preflight;

/// <summary>
/// IDs of Google Cloud projects: https://cloud.google.com/resource-manager/docs/creating-managing-projects, and older
/// domain-scoped ones.
/// </summary>
internal static partial class ProjectId
{
    /// <summary>Whether the text is a valid project ID; anything else is not passed to a program.</summary>
    internal static bool Is(string text) => Form().IsMatch(text);

    [GeneratedRegex(@"\A(?:[a-z0-9.-]{1,63}:)?[a-z][a-z0-9-]{4,28}[a-z0-9]\z")]
    private static partial Regex Form();
}
