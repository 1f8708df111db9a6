namespace Infra.Core.Spec.Text;

/// <summary>What git leaves in a file for somebody to decide (https://git-scm.com/docs/git-merge, "How conflicts are presented").</summary>
internal static class MergeMarkers
{
    private static readonly string[] All = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"];

    /// <summary>The first line with one, from 1; else 0.</summary>
    internal static int FirstLine(string text) =>
        1 + Array.FindIndex(text.Split('\n'), line => Array.Exists(All, marker => line.StartsWith(marker, StringComparison.Ordinal)));
}
