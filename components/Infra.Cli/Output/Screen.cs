using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Infra.Cli.Output;

/// <summary>
/// Where output goes. On a terminal: colours, live tables, lines wrapped at spaces. Elsewhere: the same words, plain, one fact per line,
/// never wrapped, so that logs and scripts can rely on them.
/// </summary>
public sealed class Screen
{
    // Without a terminal Spectre assumes 80 columns and wraps; a log has no width.
    private const int NoWidth = 10_000;

    private readonly IAnsiConsole console;
    private readonly bool ascii;
    private readonly bool isForgiving;

    /// <param name="ascii">Only ASCII can be shown.</param>
    /// <param name="isForgiving">
    /// Output that cannot be written is silently dropped: for messages, on a stream that may be closed or full.
    /// </param>
    public Screen(IAnsiConsole console, bool interactive, bool ascii = false, bool isForgiving = false)
    {
        (this.console, this.ascii, this.isForgiving) = (console, ascii, isForgiving);
        Interactive = interactive;
        if (!interactive)
        {
            console.Profile.Width = NoWidth;
        }
    }

    /// <summary>A person is watching: tables may be redrawn in place.</summary>
    public bool Interactive { get; }

    /// <summary>Whether a table of these cells can be redrawn in place: a person is watching, and every word fits.</summary>
    /// <param name="cells">All rows, including headings.</param>
    public bool CanDraw(IReadOnlyList<IReadOnlyList<string>> cells) =>
        Interactive && !ascii && TableLayout.Columns(cells, console.Profile.Width) is not null;

    /// <summary>The console itself, for live displays.</summary>
    public IAnsiConsole Console => console;

    /// <summary>For text that is already laid out.</summary>
    public TextWriter Writer => console.Profile.Out.Writer;

    public static Screen ForStdout() =>
        For(new AnsiConsoleOutput(System.Console.Out), !System.Console.IsOutputRedirected, isForgiving: false);

    public static Screen ForStderr() =>
        For(new AnsiConsoleOutput(System.Console.Error), !System.Console.IsErrorRedirected, isForgiving: true);

    private static Screen For(IAnsiConsoleOutput output, bool terminal, bool isForgiving)
    {
        var colours = terminal && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Out = output,
                Ansi = terminal ? AnsiSupport.Detect : AnsiSupport.No,
                ColorSystem = colours ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
                Interactive = terminal ? InteractionSupport.Detect : InteractionSupport.No,
            }
        );
        return new Screen(console, terminal && console.Profile.Capabilities.Ansi, ascii: !Locale.IsUtf8Here, isForgiving);
    }

    public void Line(params ReadOnlySpan<Piece> pieces)
    {
        var shown = new List<Piece>();
        foreach (var piece in pieces)
        {
            shown.Add(piece with { Text = Safe(piece.Text) });
        }

        Write(() => Rows(shown, indent: null));
    }

    /// <summary>A line to be copied: a terminal may wrap it, but no line break is inserted.</summary>
    public void Command(params ReadOnlySpan<Piece> pieces)
    {
        var text = string.Concat(pieces.ToArray().Select(piece => Safe(piece.Text)));
        Write(() => Writer.WriteLine(text));
    }

    /// <summary>Text exactly as it is: JSON, for programs. Where only ASCII can be shown, the rest gets JSON escapes.</summary>
    public void Raw(string text) =>
        Write(() =>
            Writer.WriteLine(
                ascii
                    ? string.Concat(text.Select(c => c < 128 ? $"{c}" : string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}")))
                    : text
            )
        );

    /// <summary>
    /// A table: with borders on a terminal; elsewhere columns separated by two spaces, without trailing spaces. On a terminal too narrow
    /// for the longest words of all columns: one line per cell.
    /// </summary>
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

        var safe = all.Select(IReadOnlyList<Piece> (row) => [.. row.Select(piece => piece with { Text = Safe(piece.Text) })]).ToList();
        var cells = safe.Select(IReadOnlyList<string> (row) => [.. row.Select(piece => piece.Text)]).Prepend(headings).ToList();
        if (TableLayout.Columns(cells, console.Profile.Width) is { } widths)
        {
            Write(() => Bordered(headings, safe, widths));
        }
        else
        {
            Write(() => Cards(headings, safe));
        }
    }

    internal static Text Text(Piece piece) => new(Printable.Of(piece.Text), StyleOf(piece.Tone));

    private void Bordered(IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<Piece>> rows, IReadOnlyList<int> widths)
    {
        var table = new Table().Border(ascii ? TableBorder.Ascii : TableBorder.Rounded);
        foreach (var (heading, width) in headings.Zip(widths))
        {
            table.AddColumn(new TableColumn(Text(new Piece(heading, Tone.Strong))).Width(width));
        }

        foreach (var row in rows)
        {
            table.AddRow(row.Select(IRenderable (piece) => Text(piece)));
        }

        console.Write(table);
    }

    private void Cards(IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<Piece>> rows)
    {
        var indent = headings.Max(heading => heading.Length) + 2;
        foreach (var row in rows)
        {
            foreach (var (heading, piece) in headings.Zip(row).Where(cell => cell.Second.Text.Length > 0))
            {
                Rows([.. heading.Length == 0 ? [] : new[] { new Piece($"{heading}:".PadRight(indent), Tone.Strong) }, piece], indent);
            }

            console.WriteLine();
        }
    }

    private void Rows(IReadOnlyList<Piece> line, int? indent)
    {
        if (!Interactive)
        {
            // In one call: stdout is unbuffered, and a large project's plan has ten thousand lines.
            Writer.WriteLine(string.Concat(line.Select(piece => piece.Text)));
            return;
        }

        foreach (var row in WrappedLine.Of(line, console.Profile.Width, indent))
        {
            // A word longer than the terminal is wide is left to the terminal: Spectre would insert a line break.
            if (row.Sum(piece => piece.Text.Length) > console.Profile.Width)
            {
                Writer.Write(string.Concat(row.Select(piece => piece.Text)));
            }
            else
            {
                foreach (var piece in row)
                {
                    console.Write(Text(piece));
                }
            }

            console.WriteLine();
        }
    }

    private void Write(Action write)
    {
        try
        {
            write();
        }
        // A closed stream's descriptor may by now belong to another file, which cannot be written either.
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (!isForgiving)
            {
                throw new UserException($"The output cannot be written: {e.Message}.", "Redirect it elsewhere.");
            }
        }
    }

    private string Safe(string text) => ascii ? Printable.Ascii(text) : Printable.Of(text);

    private static Style StyleOf(Tone tone) =>
        tone switch
        {
            Tone.Good => new Style(Color.Green),
            Tone.Bad => new Style(Color.Red),
            Tone.Warn => new Style(Color.Yellow),
            Tone.Quiet => new Style(Color.Grey),
            Tone.Strong => new Style(decoration: Decoration.Bold),
            _ => Style.Plain,
        };
}
