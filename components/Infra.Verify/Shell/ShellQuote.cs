namespace Infra.Verify.Shell;

/// <summary>Quotes any text as one word of a POSIX shell command.</summary>
public static class ShellQuote
{
    public static string Word(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
