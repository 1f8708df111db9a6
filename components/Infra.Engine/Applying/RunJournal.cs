using System.Collections.Concurrent;
using System.Collections.Immutable;
using Infra.Engine.Results;
using Infra.Engine.State;

namespace Infra.Engine.Applying;

/// <summary>Everything that happens in one run: reported as it happens, and kept for the result.</summary>
internal sealed class RunJournal(IProgress<EngineEvent>? progress)
{
    private readonly ConcurrentQueue<ResourceOutcome> done = [];
    private readonly ConcurrentQueue<ResourceFailure> failures = [];
    private readonly ConcurrentQueue<SkippedResource> skipped = [];
    private readonly ConcurrentQueue<EngineDiagnostic> warnings = [];

    public ImmutableArray<ResourceOutcome> Done => [.. done];

    public ImmutableArray<ResourceFailure> Failures => [.. failures];

    public ImmutableArray<SkippedResource> Skipped => [.. skipped];

    public ImmutableArray<EngineDiagnostic> Warnings => [.. warnings.Distinct()];

    public void Planned(PlanResult plan) => progress?.Report(new EngineEvent.Planned(plan));

    public void Started(ResourceState r, StepAction action) => progress?.Report(new EngineEvent.Started(r.Urn, r.Type, r.Name, action));

    public void Line(ResourceState r, OutputStream stream, string line) =>
        progress?.Report(new EngineEvent.Output(r.Urn, r.Name, stream, line));

    public void Finished(ResourceState r, StepAction action, TimeSpan elapsed)
    {
        done.Enqueue(new ResourceOutcome(r.Urn, r.Type, r.Name, action, elapsed));
        progress?.Report(new EngineEvent.Finished(r.Urn, r.Type, r.Name, action, elapsed));
    }

    public void Failed(ResourceState r, StepAction action, TimeSpan elapsed, EngineDiagnostic error)
    {
        failures.Enqueue(new ResourceFailure(r.Urn, r.Type, r.Name, action, error));
        progress?.Report(new EngineEvent.Failed(r.Urn, r.Type, r.Name, action, elapsed, error));
    }

    public void Skip(string urn, string type, string name, string reason)
    {
        skipped.Enqueue(new SkippedResource(urn, type, name, reason));
        progress?.Report(new EngineEvent.Skipped(urn, type, name, reason));
    }

    public void Warn(EngineDiagnostic diagnostic)
    {
        warnings.Enqueue(diagnostic);
        progress?.Report(new EngineEvent.Warning(diagnostic));
    }
}
