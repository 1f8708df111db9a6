using Spectre.Console;
using Spectre.Console.Rendering;

namespace Infra.Cli.Output;

/// <summary>
/// Where output goes. On a terminal: colours and live tables. Elsewhere: the same words, plain, one fact a line, never
/// wrapped, so that logs and scripts can rely on them.
/// </summary>
public sealed class Screen
{
    // Spectre assumes 80 columns where there is no terminal and wraps; a log has no width.
    private const int NoWidth = 10_000;

    private readonly IAnsiConsole console;

    public Screen(IAnsiConsole console, bool interactive)
    {
        this.console = console;
        Interactive = interactive;
        if (!interactive)
        {
            console.Profile.Width = NoWidth;
        }
    }

    /// <summary>A person is watching: tables may be redrawn in place.</summary>
    public bool Interactive { get; }

    /// <summary>The console itself, for live displays.</summary>
    public IAnsiConsole Console => console;

    public static Screen ForStdout() => For(new AnsiConsoleOutput(System.Console.Out), !System.Console.IsOutputRedirected);

    public static Screen ForStderr() => For(new AnsiConsoleOutput(System.Console.Error), !System.Console.IsErrorRedirected);

    private static Screen For(IAnsiConsoleOutput output, bool terminal)
    {
        var colours = terminal && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = output,
            Ansi = terminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = colours ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = terminal ? InteractionSupport.Detect : InteractionSupport.No,
        });
        return new Screen(console, terminal && console.Profile.Capabilities.Ansi);
    }

    public void Line(params ReadOnlySpan<Piece> pieces)
    {
        foreach (var piece in pieces)
        {
            console.Write(Text(piece));
        }

        console.WriteLine();
    }

    /// <summary>Text exactly as it is: JSON, for programs.</summary>
    public void Raw(string text) => console.Profile.Out.Writer.WriteLine(text);

    /// <summary>A table: with borders on a terminal; elsewhere columns split by two spaces, without a blank at a line's end.</summary>
    public void Table(IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<Piece>> rows)
    {
        var all = rows.ToList();
        if (!Interactive)
        {
            foreach (var line in PlainTable.Lines(headings, all))
            {
                Line(line);
            }

            return;
        }

        var table = new Table().Border(TableBorder.Rounded);
        foreach (var heading in headings)
        {
            table.AddColumn(new TableColumn(Text(new Piece(heading, Tone.Strong))));
        }

        foreach (var row in all)
        {
            table.AddRow(row.Select(IRenderable (piece) => Text(piece)));
        }

        console.Write(table);
    }

    internal static Text Text(Piece piece) => new(Printable.Of(piece.Text), StyleOf(piece.Tone));

    private static Style StyleOf(Tone tone) => tone switch
    {
        Tone.Good => new Style(Color.Green),
        Tone.Bad => new Style(Color.Red),
        Tone.Warn => new Style(Color.Yellow),
        Tone.Quiet => new Style(Color.Grey),
        Tone.Strong => new Style(decoration: Decoration.Bold),
        _ => Style.Plain,
    };
}
