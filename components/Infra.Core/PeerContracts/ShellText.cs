using System.Text.RegularExpressions;

namespace Infra.Core.PeerContracts;

/// <summary>Text as one word of a POSIX shell command.</summary>
internal static partial class ShellText
{
    /// <summary>As it is where nothing in it means anything to a shell, else in single quotes.</summary>
    internal static string Word(string text) => Plain().IsMatch(text) ? text : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>The value of a variable, to be expanded by the shell.</summary>
    internal static string Variable(string name) => $"\"${name}\"";

    [GeneratedRegex(@"\A[A-Za-z0-9_./:@%+=,-]+\z")]
    private static partial Regex Plain();
}
