using System.Text.RegularExpressions;

namespace Infra.Core.PeerContracts;

/// <summary>Text as one word of a POSIX shell command.</summary>
internal static partial class ShellText
{
    /// <summary>Unchanged if nothing in it is special to a shell, otherwise in single quotes.</summary>
    internal static string Word(string text) => Plain().IsMatch(text) ? text : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>A variable reference for the shell to expand.</summary>
    internal static string Variable(string name) => $"\"${name}\"";

    [GeneratedRegex(@"\A[A-Za-z0-9_./:@%+=,-]+\z")]
    private static partial Regex Plain();
}
