using Infra.Engine.Results;

namespace Infra.Engine;

/// <summary>Which of a command's streams a line came from.</summary>
public enum OutputStream
{
    Stdout,
    Stderr,
}

/// <summary>
/// Something that happened during a run. Reported synchronously, from many threads at once: a receiver must be quick and thread-safe.
/// Known secrets are masked.
/// </summary>
public abstract record EngineEvent
{
    private EngineEvent() { }

    /// <summary>The plan is complete; what follows applies it. Reported by plan, up and down.</summary>
    public sealed record Planned(PlanResult Plan) : EngineEvent;

    /// <summary>Work on a resource begins. For a command: it is about to run, or waits for its turn.</summary>
    public sealed record Started(string Urn, string Type, string Name, StepAction Action) : EngineEvent;

    /// <summary>
    /// Work on a resource succeeded. Unchanged resources are reported with <see cref="StepAction.Same"/> and no Started.
    /// </summary>
    public sealed record Finished(string Urn, string Type, string Name, StepAction Action, TimeSpan Elapsed) : EngineEvent;

    /// <summary>Work on a resource failed; the run continues with whatever does not depend on it.</summary>
    public sealed record Failed(string Urn, string Type, string Name, StepAction Action, TimeSpan Elapsed, EngineDiagnostic Error)
        : EngineEvent;

    /// <summary>A resource was not touched because something it needs failed.</summary>
    public sealed record Skipped(string Urn, string Type, string Name, string Reason) : EngineEvent;

    /// <summary>A line of a command's output, without its newline.</summary>
    public sealed record Output(string Urn, string Name, OutputStream Stream, string Line) : EngineEvent;

    /// <summary>Something the operator should know that stops nothing.</summary>
    public sealed record Warning(EngineDiagnostic Diagnostic) : EngineEvent;
}
