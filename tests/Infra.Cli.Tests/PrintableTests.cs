using Infra.Cli.Output;
using Spectre.Console.Testing;

namespace Infra.Cli.Tests;

public sealed class PrintableTests
{
    [Theory]
    [InlineData("orders-db-1", "orders-db-1")]
    [InlineData("Größe 名前 · │", "Größe 名前 · │")]
    [InlineData("a\u001b[32mok", "a\\u{1b}[32mok")]
    [InlineData("a\r\nPASS", "a\\u{d}\\u{a}PASS")]
    [InlineData("a\u202eb", "a\\u{202e}b")]
    [InlineData("a\u200bb", "a\\u{200b}b")]
    [InlineData("a\u2028b", "a\\u{2028}b")]
    public void Of_AnyText_IsOneHarmlessLine(string text, string shown) => Assert.Equal(shown, Printable.Of(text));

    [Theory]
    [InlineData("[green]ok[/]")]
    [InlineData("[[x]]")]
    [InlineData("[/]")]
    [InlineData(":check_mark: [link=https://example.org]all good[/]")]
    public void Line_TextWithMarkup_ShowsItAsText(string text)
    {
        using var recorder = new Recorder();
        recorder.Screen.Line(text, new Piece(text, Tone.Bad));
        recorder.Screen.Table(
            ["name"],
            [
                [new Piece(text)],
            ]
        );
        Assert.Equal([text + text, "name", text], recorder.Lines);
    }

    [Fact]
    public void Table_OnATerminal_ShowsMarkupAsText()
    {
        using var console = new TestConsole().Interactive().EmitAnsiSequences();
        new Screen(console, interactive: true).Table(
            ["name"],
            [
                [new Piece("[green]ok[/]")],
            ]
        );
        Assert.Contains("[green]ok[/]", console.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Table_NotATerminal_AlignsWithoutBlanksAtTheEnd()
    {
        using var recorder = new Recorder();
        recorder.Screen.Table(
            ["", "what", "found"],
            [
                [new Piece("ok"), new Piece("root"), new Piece("yes")],
                [new Piece("MISSING"), new Piece("ip"), new Piece("")],
            ]
        );
        Assert.Equal(["         what  found", "ok       root  yes", "MISSING  ip"], recorder.Lines);
    }

    [Fact]
    public void Line_LongText_IsNotWrapped()
    {
        using var recorder = new Recorder();
        recorder.Screen.Line(new string('x', 500));
        Assert.Equal(new string('x', 500), Assert.Single(recorder.Lines));
    }
}
