using System.CommandLine;
using System.Globalization;
using System.Text;
using Infra.Cli.Usage;

namespace Infra.Cli.Manual;

/// <summary>
/// The manual page infra(1), generated from the commands themselves, so the two cannot differ. Uses the macros of man(7), which every
/// <c>man</c> supports.
/// </summary>
internal static class ManualPage
{
    // A manual page needs a date; today's would make the output depend on the clock.
    private const string Dated = "2026-11-29";
    private const int Width = 80;

    internal static string Write(RootCommand root)
    {
        var page = new StringBuilder(
            $"""
            .\" Written by the program: scripts/infra man > docs/man/infra.1
            .TH INFRA 1 {Dated} "infra" "User Commands"
            .SH NAME

            """
        );
        Line(page, "infra - data services on dedicated VMs, from one short description");
        Section(page, "SYNOPSIS");
        page.Append(".B scripts/infra\n.I command\n.RI [ option \" ...]\"\n.br\n.B scripts/infra help\n.RI [ command ]\n");
        Section(page, "DESCRIPTION");
        Line(page, root.Description!);
        page.Append(".PP\n");
        Line(
            page,
            "It runs from a checkout, in any directory. Results go to standard output, everything else to standard "
                + "error. Stack files are stacks/Pulumi.<stack>.yaml, next to their lock files, stacks/<stack>.lock.yaml."
        );
        Section(page, "COMMANDS");
        foreach (var command in root.Subcommands.Where(one => !one.Hidden))
        {
            Append(page, command);
        }

        Section(page, "EXIT STATUS");
        foreach (var (code, meaning) in VerbPages.ExitCodes)
        {
            Entry(page, code.ToString(CultureInfo.InvariantCulture), meaning);
        }

        Section(page, "ENVIRONMENT");
        foreach (var (name, meaning) in Variables)
        {
            Entry(page, name, meaning);
        }

        Section(page, "FILES");
        foreach (var (name, meaning) in Files)
        {
            Entry(page, name, meaning);
        }

        Section(page, "SEE ALSO");
        Line(page, string.Join(", ", VerbPages.Of("").Docs.Append("docs/diagnostics.md")) + ", pulumi(1)");
        return page.ToString();
    }

    private static readonly (string Name, string Meaning)[] Variables =
    [
        ("CI", "If set to anything but false, 0, no, off or an empty value: what the lock file lacks is an error and is not allocated."),
        ("INFRA_DEBUG", "If set to 1: a bug in the program prints its stack trace."),
        ("INFRA_ROOT", "The checkout to work on; set by scripts/infra."),
        ("LC_ALL, LC_CTYPE, LANG", "If they do not name a UTF-8 locale, all output is ASCII."),
        ("NO_COLOR", "Set: no colours."),
    ];

    private static readonly (string Name, string Meaning)[] Files =
    [
        ("stacks/Pulumi.<stack>.yaml", "The description of a stack."),
        ("stacks/<stack>.lock.yaml", "Its zones, addresses and ports, allocated once."),
        (".infra/<stack>/", "State, key and logs of a local cloud."),
    ];

    private static void Append(StringBuilder page, Command command)
    {
        page.Append(CultureInfo.InvariantCulture, $".SS {Escaped(command.Name)}\n");
        Line(page, command.Description!);
        var names = command
            .Arguments.Where(argument => !argument.Hidden)
            .Select(argument => (Name: argument.HelpName ?? argument.Name, argument.Description));
        foreach (var (name, description) in names)
        {
            page.Append(".TP\n").Append(CultureInfo.InvariantCulture, $".I {Escaped(name)}\n");
            Line(page, description ?? "");
        }

        foreach (var option in command.Options.Where(option => !option.Hidden))
        {
            var words = option
                .Aliases.Prepend(option.Name)
                .Distinct()
                .Order(StringComparer.Ordinal)
                .Select(word => $"\\fB{Escaped(word)}\\fR");
            var value = option.HelpName is { } what ? $" \\fI{Escaped(what)}\\fR" : "";
            page.Append(".TP\n").Append(CultureInfo.InvariantCulture, $"{string.Join(", ", words)}{value}\n");
            Line(page, option.Description ?? "");
        }

        page.Append(".PP\n.nf\n");
        foreach (var example in VerbPages.Of(command.Name).Examples)
        {
            page.Append(CultureInfo.InvariantCulture, $"\\&scripts/infra {Escaped(example)}\n");
        }

        page.Append(".fi\n");
    }

    private static void Section(StringBuilder page, string title) => page.Append(CultureInfo.InvariantCulture, $".SH {title}\n");

    private static void Entry(StringBuilder page, string name, string meaning)
    {
        page.Append(".TP\n").Append(CultureInfo.InvariantCulture, $".B {Escaped(name)}\n");
        Line(page, meaning);
    }

    /// <summary>Running text, wrapped into lines.</summary>
    private static void Line(StringBuilder page, string text)
    {
        var line = "";
        foreach (var word in Escaped(text).Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > Width)
            {
                page.Append(line).Append('\n');
                line = "";
            }

            // A line that begins with a full stop or an apostrophe would be a macro call.
            line +=
                line.Length > 0 ? $" {word}"
                : word.StartsWith('.') || word.StartsWith('\'') ? $"\\&{word}"
                : word;
        }

        page.Append(line).Append('\n');
    }

    // man(7): a backslash begins an escape, and a bare '-' is a hyphen that cannot be copied as an option.
    private static string Escaped(string text) =>
        text.Replace("\\", "\\e", StringComparison.Ordinal)
            .Replace("-", "\\-", StringComparison.Ordinal)
            .Replace("'", "\\(aq", StringComparison.Ordinal)
            .Replace("`", "\\(ga", StringComparison.Ordinal);
}
