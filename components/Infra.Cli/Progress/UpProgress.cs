using System.Collections.Immutable;
using Infra.Engine;

namespace Infra.Cli.Progress;

/// <summary>The state of a run so far, updated by the engine from many threads; read by a display.</summary>
/// <param name="nodes">Rows of the table, in order.</param>
/// <param name="clock">Time since the start of the run.</param>
public sealed class UpProgress(IEnumerable<string> nodes, Func<TimeSpan> clock)
{
    private readonly Lock gate = new();
    private readonly ImmutableArray<string> nodes = [.. nodes];
    private readonly Dictionary<(string Node, string Stage), TimeSpan> reached = [];
    private readonly Dictionary<string, string> failed = [];
    private readonly SortedDictionary<string, TimeSpan> running = new(StringComparer.Ordinal);
    private string lastLine = "";
    private int done;

    /// <summary>Records an event, and returns the line to print where nothing is redrawn; null if it is not worth one.</summary>
    public string? Take(EngineEvent happened)
    {
        lock (gate)
        {
            return happened switch
            {
                EngineEvent.Started started => Start(started),
                EngineEvent.Finished finished => Finish(finished),
                EngineEvent.Failed failure => Fail(failure),
                EngineEvent.Skipped skipped => $"skipped {skipped.Name}: {skipped.Reason}",
                EngineEvent.Output output => Print(output),
                EngineEvent.Warning warning => $"warning {warning.Diagnostic}",
                _ => null,
            };
        }
    }

    /// <summary>The current table.</summary>
    public ProgressView View()
    {
        lock (gate)
        {
            var rows = nodes.Select(node => new ProgressRow(
                node,
                [.. StageLine.Stages.Select(stage => reached.TryGetValue((node, stage), out var at) ? at : (TimeSpan?)null)],
                failed.GetValueOrDefault(node)
            ));
            return new ProgressView([.. rows], [.. running.Keys], done, lastLine, clock());
        }
    }

    private string Start(EngineEvent.Started started)
    {
        running[started.Name] = clock();
        return Stamp($"{started.Action.ToString().ToLowerInvariant()} {started.Name} ...");
    }

    private string? Finish(EngineEvent.Finished finished)
    {
        done++;
        return running.Remove(finished.Name) ? Stamp($"{finished.Name} done in {finished.Elapsed.TotalSeconds:0.0} s") : null;
    }

    private string Fail(EngineEvent.Failed failure)
    {
        running.Remove(failure.Name);
        return Stamp($"{failure.Name} FAILED after {failure.Elapsed.TotalSeconds:0.0} s: {failure.Error.Message.Split('\n')[0]}");
    }

    private string? Print(EngineEvent.Output output)
    {
        if (StageLine.Parse(output.Line) is not { } stage)
        {
            lastLine = $"{output.Name}: {output.Line}";
            return output.Stream == OutputStream.Stderr && output.Line.Length > 0 ? Stamp(lastLine) : null;
        }

        if (stage.Stage == "failed")
        {
            failed[stage.Node] = stage.Reason;
            return Stamp($"{stage.Node} failed: {stage.Reason}");
        }

        return reached.TryAdd((stage.Node, stage.Stage), clock()) ? Stamp($"{stage.Node} {stage.Stage}") : null;
    }

    private string Stamp(string text) => $"[{clock().TotalSeconds.ToString("0").PadLeft(5)} s] {text}";
}
