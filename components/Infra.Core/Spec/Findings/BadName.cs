using Infra.Core.Diagnostics;

namespace Infra.Core.Spec.Findings;

/// <summary>A name that cannot be used in host names, cloud resource names and paths.</summary>
internal static class BadName
{
    /// <param name="what">What is named: <c>volume name</c>.</param>
    /// <param name="better">A similar name that is valid; null if there is none.</param>
    internal static Diagnostic Of(SourceLocation where, string name, string what, int longest, string? better)
    {
        var rule =
            $"Use 1 to {longest} characters: lower-case letters, digits and dashes, starting with a letter and not ending with a dash";
        var length = name.Length > longest ? $": {name.Length} characters of at most {longest}" : "";
        return At(where, $"{Shown.Quote(name)} is not a valid {what}{length}.", better is null ? $"{rule}." : $"{rule}, e.g. '{better}'.");
    }

    // /dev/mapper/control belongs to the device mapper itself.
    internal static Diagnostic OfDeviceMapper(SourceLocation where) =>
        At(where, "A volume cannot be called 'control': the device mapper reserves that name.", "Choose another name.");

    private static Diagnostic At(SourceLocation where, string message, string remedy) =>
        new(DiagnosticCodes.BadName, Severity.Error, where, message, remedy);
}
