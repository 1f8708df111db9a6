using System.Diagnostics;
using Infra.Cli.Output;
using Infra.Engine;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Infra.Cli.Progress;

/// <summary>Shows a run in progress: a table redrawn in place on a terminal, one line per event elsewhere.</summary>
public sealed class ProgressDisplay(Screen screen, IReadOnlyList<string> nodes)
{
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(250);

    private readonly Stopwatch watch = Stopwatch.StartNew();

    /// <summary>Runs the work, passing it the receiver of events.</summary>
    public async Task<T> RunAsync<T>(Func<Action<EngineEvent>, Task<T>> work)
    {
        var progress = new UpProgress(nodes, () => watch.Elapsed);
        // On a terminal too narrow for the table, or without line-drawing characters: one line per event, as in a log.
        var cells = nodes
            .Select(IReadOnlyList<string> (node) => [node, .. StageLine.Stages.Select(_ => "")])
            .Prepend(["node", .. StageLine.Stages])
            .ToList();
        return screen.CanDraw(cells)
            ? await LiveAsync(progress, work).ConfigureAwait(false)
            : await PlainAsync(progress, work).ConfigureAwait(false);
    }

    private async Task<T> PlainAsync<T>(UpProgress progress, Func<Action<EngineEvent>, Task<T>> work)
    {
        Lock printing = new();
        return await work(happened =>
            {
                lock (printing)
                {
                    if (progress.Take(happened) is { } line)
                    {
                        screen.Line(line);
                    }
                }
            })
            .ConfigureAwait(false);
    }

    private async Task<T> LiveAsync<T>(UpProgress progress, Func<Action<EngineEvent>, Task<T>> work) =>
        await screen
            .Console.Live(Draw(progress.View()))
            .StartAsync(async live =>
            {
                var running = work(happened => progress.Take(happened));
                while (await Task.WhenAny(running, Task.Delay(Redraw)).ConfigureAwait(false) != running)
                {
                    live.UpdateTarget(Draw(progress.View()));
                }

                live.UpdateTarget(Draw(progress.View()));
                return await running.ConfigureAwait(false);
            })
            .ConfigureAwait(false);

    /// <summary>The table at one moment.</summary>
    internal static IRenderable Draw(ProgressView view)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var heading in (string[])["node", .. StageLine.Stages])
        {
            table.AddColumn(new TableColumn(Screen.Text(new Piece(heading, Tone.Strong))));
        }

        foreach (var row in view.Rows)
        {
            var cells = row
                .Reached.Select(at => at is { } t ? new Piece($"{t.TotalSeconds:0} s", Tone.Good) : new Piece("·", Tone.Quiet))
                .ToList();
            if (row.Failure is { } failure)
            {
                cells[^1] = new Piece($"failed: {failure}", Tone.Bad);
            }

            table.AddRow(cells.Prepend(new Piece(row.Node)).Select(IRenderable (piece) => Screen.Text(piece)));
        }

        var busy = view.Running.IsEmpty ? "" : $", working on {string.Join(", ", view.Running)}";
        return new Rows(
            table,
            Screen.Text(new Piece($"{view.Elapsed.TotalSeconds:0} s, {view.Done} resources done{busy}")),
            Screen.Text(new Piece(view.LastLine, Tone.Quiet))
        );
    }
}
