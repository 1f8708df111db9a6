using System.Text.Json.Nodes;
using Infra.Cli.Output;
using Spectre.Console.Testing;

namespace Infra.Cli.Tests;

/// <summary>Output on narrow terminals, and on those without UTF-8.</summary>
public sealed class ScreenTests
{
    private static readonly string[] Headings = ["source", "destination", "port", "reason"];

    private static readonly IReadOnlyList<Piece>[] Rows =
    [
        ["clients: 198.51.100.0/28, 203.0.113.64/26", "orders-db", "21900/tcp", "PostgreSQL for the service's clients"],
        ["clients: 2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff/128", "orders-db", "21901/tcp", "pooled connections"],
    ];

    /// <summary>198.51.100.0/2 and /28 are different networks: no width may show one for the other.</summary>
    [Theory]
    [InlineData(20)]
    [InlineData(40)]
    [InlineData(56)]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(132)]
    [InlineData(400)]
    public void Table_OnATerminalOfAnyWidth_BreaksNoWord(int width)
    {
        using var console = new TestConsole().Width(width);
        new Screen(console, interactive: true).Table(Headings, Rows);
        var words = console.Output.Split([' ', '\n', '│'], StringSplitOptions.RemoveEmptyEntries);
        foreach (var word in Rows.SelectMany(row => row).SelectMany(piece => piece.Text.Split(' ')))
        {
            Assert.Contains(word, words);
        }
    }

    [Fact]
    public void Table_OnANarrowTerminal_IsOneLineACell()
    {
        using var console = new TestConsole().Width(40);
        new Screen(console, interactive: true).Table(Headings, [Rows[0]]);
        Assert.Equal(
            """
            source:      clients: 198.51.100.0/28,
                         203.0.113.64/26
            destination: orders-db
            port:        21900/tcp
            reason:      PostgreSQL for the
                         service's clients
            """.ReplaceLineEndings("\n"),
            string.Join('\n', console.Output.Trim('\n').Split('\n').Select(line => line.TrimEnd()))
        );
    }

    [Fact]
    public void Table_OnAWideTerminal_HasBorders()
    {
        using var console = new TestConsole().Width(132);
        new Screen(console, interactive: true).Table(Headings, Rows);
        Assert.Contains("╭", console.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(30)]
    [InlineData(79)]
    public void Line_OnATerminal_IsBrokenAtBlanksAlone(int width)
    {
        const string text =
            "stacks/Pulumi.aws.yaml:14:23: services.db.allowedSources[0]: error INF0302: 198.51.100.1/28 has host bits set.";
        using var console = new TestConsole().Width(width);
        new Screen(console, interactive: true).Line(
            "stacks/Pulumi.aws.yaml:14:23: services.db.allowedSources[0]: ",
            new Piece("error INF0302", Tone.Bad),
            ": 198.51.100.1/28 has host bits set."
        );
        Assert.Equal(text.Split(' '), console.Output.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
        Assert.True(console.Output.Split('\n').Length > 2);
    }

    [Fact]
    public void Line_WithoutAWidth_IsOneLine()
    {
        using var recorder = new Recorder();
        recorder.Screen.Line(new string('x', 300), " ", new string('y', 300));
        Assert.Single(recorder.Lines);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Everything_WhereThereIsButAscii_IsAscii(bool interactive)
    {
        using var console = new TestConsole().Width(132);
        var screen = new Screen(console, interactive, ascii: true);
        screen.Line("+  ", new Piece("│  ├─ a", Tone.Quiet), " └─ b… · ü");
        screen.Table(
            ["what"],
            [
                ["größer"],
            ]
        );
        screen.Raw(Newtonless("ü…"));
        Assert.DoesNotContain(console.Output, c => c > 127);
        Assert.Contains("|  |- a `- b... . \\u{fc}", console.Output, StringComparison.Ordinal);
        Assert.Equal("ü…", (string?)JsonNode.Parse(console.Output.Split('\n')[^2])!["text"]);
    }

    [Theory]
    [InlineData(null, null, null, true)]
    [InlineData("", null, "de_DE.UTF-8", true)]
    [InlineData(null, null, "en_US.utf8", true)]
    [InlineData(null, "UTF-8", null, true)]
    [InlineData(null, null, "C.UTF-8", true)]
    [InlineData("C", null, "en_US.UTF-8", false)]
    [InlineData(null, "POSIX", "en_US.UTF-8", false)]
    [InlineData(null, null, "en_US.ISO-8859-1", false)]
    [InlineData(null, null, "de_DE@euro", false)]
    public void Locale_ByItsVariables_IsUtf8OrNot(string? all, string? ctype, string? lang, bool isUtf8) =>
        Assert.Equal(
            isUtf8,
            Locale.IsUtf8(name =>
                name switch
                {
                    "LC_ALL" => all,
                    "LC_CTYPE" => ctype,
                    _ => lang,
                }
            )
        );

    /// <summary>The program itself, not its parts: the console's encoding is reported by the runtime.</summary>
    [Theory]
    [InlineData("C.UTF-8", "│  ├─ ")]
    [InlineData("C", "|  |- ")]
    [InlineData("en_US.ISO-8859-1", "|  |- ")]
    public async Task Plan_UnderALocale_DrawsItsTreeInIt(string locale, string tree)
    {
        using var here = new TestRepository();
        using var run = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo("dotnet", [typeof(InfraCommand).Assembly.Location, "plan", "--stack", "aws"])
            {
                Environment = { ["INFRA_ROOT"] = here.Root, ["LC_ALL"] = locale },
                RedirectStandardOutput = true,
                StandardOutputEncoding = System.Text.Encoding.UTF8,
            }
        )!;
        var output = await run.StandardOutput.ReadToEndAsync();
        await run.WaitForExitAsync();
        Assert.Equal(ExitCode.Ok, run.ExitCode);
        Assert.Contains($"+  {tree}", output, StringComparison.Ordinal);
        Assert.Equal(locale != "C.UTF-8", output.All(char.IsAscii));
    }

    [Fact]
    public void Messages_OnAStreamThatIsFull_AreLostAndResultsAreNot()
    {
        using var full = new FullStream();
        new Screen(full.Console, interactive: false, isForgiving: true).Line("lost");
        var error = Assert.Throws<UserException>(() => new Screen(full.Console, interactive: false).Line("missed"));
        Assert.Contains("cannot be written", error.Message, StringComparison.Ordinal);
    }

    private static string Newtonless(string text) => new JsonObject { ["text"] = text }.ToJsonString(Json.Compact);
}
