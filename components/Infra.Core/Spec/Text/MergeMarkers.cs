namespace Infra.Core.Spec.Text;

/// <summary>The conflict markers that git leaves in a file (https://git-scm.com/docs/git-merge, "How conflicts are presented").</summary>
internal static class MergeMarkers
{
    private static readonly string[] All = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"];

    /// <summary>The first line with a marker, from 1; 0 if there is none.</summary>
    internal static int FirstLine(string text) =>
        1 + Array.FindIndex(text.Split('\n'), line => Array.Exists(All, marker => line.StartsWith(marker, StringComparison.Ordinal)));
}
