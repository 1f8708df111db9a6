using Infra.Core.Diagnostics;

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

        var rule =
            $"Use 1 to {longest} characters: lower-case letters, digits and dashes, starting with a letter and not ending with a dash";
        var better = Repaired(name, longest);
        bag.Error(
            DiagnosticCodes.BadName,
            where,
            $"{Shown.Quote(name)} is not a valid "
                + $"{what}{(name.Length > longest ? $": {name.Length} characters of at most {longest}" : "")}.",
            better is null ? $"{rule}." : $"{rule}, e.g. '{better}'."
        );
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
