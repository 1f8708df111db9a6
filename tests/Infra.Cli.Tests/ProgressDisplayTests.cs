using Infra.Cli.Output;
using Infra.Cli.Progress;
using Infra.Engine;
using Infra.Engine.Results;
using Spectre.Console.Testing;

namespace Infra.Cli.Tests;

public sealed class ProgressDisplayTests
{
    private static readonly EngineEvent[] Events =
    [
        new EngineEvent.Started("u", "t", "vm [red]x[/]", StepAction.Create),
        new EngineEvent.Output("u", "boot", OutputStream.Stderr, "infra-stage: orders-db-1 firewall"),
        new EngineEvent.Output("u", "boot", OutputStream.Stderr, "infra-stage: orders-db-2 failed [bold]no disk[/]"),
        new EngineEvent.Output("u", "boot", OutputStream.Stdout, "[/] and \u001b[2J"),
    ];

    [Fact]
    public async Task Run_OnATerminal_RedrawsATableOfNodesAndStages()
    {
        using var console = new TestConsole().Interactive().EmitAnsiSequences();
        console.Profile.Width = 160;
        var result = await RunAsync(new Screen(console, interactive: true));
        Assert.Equal(7, result);
        foreach (
            var text in (string[])
                ["orders-db-1", "firewall", "failed: [bold]no disk[/]", "working on vm [red]x[/]", "boot: [/] and \\u{1b}[2J"]
        )
        {
            Assert.Contains(text, console.Output, StringComparison.Ordinal);
        }

        // When the stage was reached, in its cell (the line below continues with a comma): the value depends on the machine.
        Assert.Matches("[0-9] s[^,]", console.Output);
    }

    [Fact]
    public async Task Run_NotATerminal_PrintsALineAnEvent()
    {
        using var recorder = new Recorder();
        await RunAsync(recorder.Screen);
        Assert.Equal(
            ["create vm [red]x[/] ...", "orders-db-1 firewall", "orders-db-2 failed: [bold]no disk[/]"],
            recorder.Lines.Select(line => line[(line.IndexOf(']', StringComparison.Ordinal) + 2)..])
        );
    }

    /// <summary>A table would have to break the names of nodes and stages.</summary>
    [Fact]
    public async Task Run_OnANarrowTerminal_PrintsALineAnEvent()
    {
        using var console = new TestConsole().Width(50).Interactive();
        await RunAsync(new Screen(console, interactive: true));
        Assert.DoesNotContain("╭", console.Output, StringComparison.Ordinal);
        Assert.Contains("orders-db-1 firewall\n", console.Output, StringComparison.Ordinal);
    }

    private static Task<int> RunAsync(Screen screen) =>
        new ProgressDisplay(screen, ["orders-db-1", "orders-db-2"]).RunAsync(async onEvent =>
        {
            Array.ForEach(Events, onEvent);
            await Task.Delay(300);
            return 7;
        });
}
