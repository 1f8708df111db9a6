using System.Collections.Immutable;

namespace Infra.Cli.Progress;

/// <summary>One node's row.</summary>
/// <param name="Reached">For each of <see cref="StageLine.Stages"/>: when it was reached, or null.</param>
/// <param name="Failure">The node's error message when it gave up, or null.</param>
public sealed record ProgressRow(string Node, ImmutableArray<TimeSpan?> Reached, string? Failure);

/// <summary>A moment of a run.</summary>
/// <param name="Running">Names of resources being worked on.</param>
/// <param name="LastLine">The last line a command printed.</param>
public sealed record ProgressView(
    ImmutableArray<ProgressRow> Rows,
    ImmutableArray<string> Running,
    int Done,
    string LastLine,
    TimeSpan Elapsed
);
