namespace Infra.Cli.Output;

/// <summary>Whether the output's destination can show more than ASCII.</summary>
internal static class Locale
{
    private static readonly string[] InOrder = ["LC_ALL", "LC_CTYPE", "LANG"];

    // Code pages of UTF-8 and UTF-16, whichever class the console wraps them in.
    private static readonly int[] Unicode = [65001, 1200];

    internal static bool IsUtf8Here => IsUtf8(Environment.GetEnvironmentVariable) && Unicode.Contains(Console.OutputEncoding.CodePage);

    /// <summary>
    /// Decided by the first variable that is set, as in setlocale(3). None set counts as UTF-8: that is a container or a service, whose
    /// log is read elsewhere (as systemd does: https://github.com/systemd/systemd, is_locale_utf8).
    /// </summary>
    /// <param name="variable">Reads an environment variable.</param>
    internal static bool IsUtf8(Func<string, string?> variable) =>
        InOrder.Select(variable).FirstOrDefault(value => !string.IsNullOrEmpty(value)) is not { } locale
        || locale.Replace("-", "", StringComparison.Ordinal).Contains("utf8", StringComparison.OrdinalIgnoreCase);
}
