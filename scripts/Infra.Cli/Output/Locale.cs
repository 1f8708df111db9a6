using System.Text;

namespace Infra.Cli.Output;

/// <summary>Whether where the output goes shows more than ASCII.</summary>
internal static class Locale
{
    private static readonly string[] InOrder = ["LC_ALL", "LC_CTYPE", "LANG"];

    internal static bool IsUtf8Here => IsUtf8(Environment.GetEnvironmentVariable) && Console.OutputEncoding is UTF8Encoding or UnicodeEncoding;

    /// <summary>
    /// By the first variable that is set, as setlocale(3) has it. None set at all counts as UTF-8: that is a container or a
    /// service, whose log is read elsewhere (systemd decides alike: https://github.com/systemd/systemd, is_locale_utf8).
    /// </summary>
    /// <param name="variable">The environment.</param>
    internal static bool IsUtf8(Func<string, string?> variable) =>
        InOrder.Select(variable).FirstOrDefault(value => !string.IsNullOrEmpty(value)) is not { } locale
        || locale.Replace("-", "", StringComparison.Ordinal).Contains("utf8", StringComparison.OrdinalIgnoreCase);
}
