namespace Infra.Cli.Output;

/// <summary>Whether where the output goes shows more than ASCII.</summary>
internal static class Locale
{
    private static readonly string[] InOrder = ["LC_ALL", "LC_CTYPE", "LANG"];

    // Of System.Text.Encoding: UTF-8 and UTF-16, in whichever class the console wraps them.
    private static readonly int[] Unicode = [65001, 1200];

    internal static bool IsUtf8Here => IsUtf8(Environment.GetEnvironmentVariable) && Unicode.Contains(Console.OutputEncoding.CodePage);

    /// <summary>
    /// By the first variable that is set, as setlocale(3) has it. None set at all counts as UTF-8: that is a container or a
    /// service, whose log is read elsewhere (systemd decides alike: https://github.com/systemd/systemd, is_locale_utf8).
    /// </summary>
    /// <param name="variable">The environment.</param>
    internal static bool IsUtf8(Func<string, string?> variable) =>
        InOrder.Select(variable).FirstOrDefault(value => !string.IsNullOrEmpty(value)) is not { } locale
        || locale.Replace("-", "", StringComparison.Ordinal).Contains("utf8", StringComparison.OrdinalIgnoreCase);
}
