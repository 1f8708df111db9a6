using System.Collections.Concurrent;
using System.Collections.Immutable;
using Infra.Engine.Applying;
using Infra.Engine.Program;
using Infra.Engine.Results;
using Infra.Engine.State;
using Infra.Engine.Values;

namespace Infra.Engine.Planning;

/// <summary>Examines each resource of the program and records what an up would do to it.</summary>
internal sealed class PlanHandler(StackState state, ResourceRecorder recorder, ProgramInvokes invokes) : IProgramHandler
{
    private readonly ConcurrentDictionary<string, PlanStep> steps = [];

    /// <summary>For every resource that was reached, by URN.</summary>
    public IReadOnlyDictionary<string, PlanStep> Steps => steps;

    public async Task<ResourceAnswer> HandleAsync(ResourceRecord record, DeclaredInputs inputs)
    {
        var decision = Decider.Decide(record, inputs, state, await Replacements.OfAsync(recorder, inputs).ConfigureAwait(false));
        record.Replaced.TrySetResult(decision.Action == StepAction.Replace);
        steps[record.Urn] = StepWriter.Of(record, inputs, decision);
        return decision.Action switch
        {
            _ when !record.Custom => new ResourceAnswer(null, Value.Map.Empty),
            StepAction.Same => new ResourceAnswer(decision.Old!.Id, Answers.Of(decision.Inputs, decision.Old.Outputs, record)),
            StepAction.Update => new ResourceAnswer(decision.Old!.Id, Answers.Of(decision.Inputs, AfterUpdate(decision.Old), record)),
            _ => new ResourceAnswer(null, Answers.Of(decision.Inputs, Value.Map.Empty, record)),
        };
    }

    public Task<ImmutableDictionary<string, object>> InvokeAsync(string token, ImmutableDictionary<string, object> args) =>
        invokes.AnswerAsync(token, args);

    // A command's output changes; of other types the engine knows no outputs beyond the echo of their inputs.
    private static Value.Map AfterUpdate(ResourceState old) => ResourceKinds.IsCommand(old.Type) ? Value.Map.Empty : old.Outputs;
}
