using Infra.Core.Diagnostics;
using Infra.Core.Spec.Findings;

namespace Infra.Core.Spec;

/// <summary>Names that become parts of cloud names, host names, set names and paths: a small alphabet, and short.</summary>
internal static class NameRules
{
    /// <summary>
    /// Project and service names: <c>project-service-slot</c> must fit a 63-character host name label with room for roles.
    /// </summary>
    internal const int LongestName = 20;

    /// <summary>Volume names: an ext4 label holds 16 bytes, and a virtio disk's serial 20.</summary>
    internal const int LongestVolumeName = 16;

    /// <summary>Returns true if the name is valid; otherwise reports it at <paramref name="where"/>.</summary>
    internal static bool Check(string name, string what, int longest, SourceLocation where, DiagnosticBag bag)
    {
        if (IsName(name, longest))
        {
            return true;
        }

        bag.Add(BadName.Of(where, name, what, longest, Repaired(name, longest)));
        return false;
    }

    internal static bool IsName(string name, int longest) =>
        name.Length >= 1
        && name.Length <= longest
        && char.IsAsciiLetterLower(name[0])
        && name[^1] != '-'
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private static string? Repaired(string name, int longest)
    {
        var lower = name.ToLowerInvariant().Replace('_', '-').Replace(' ', '-').Replace('.', '-');
        var candidate = (lower.Length > longest ? lower[..longest] : lower).TrimEnd('-');
        return IsName(candidate, longest) ? candidate : null;
    }
}
