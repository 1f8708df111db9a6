using System.Collections.Immutable;
using Infra.Engine.Program;
using Infra.Engine.Results;
using Infra.Engine.State;
using Infra.Engine.Values;

namespace Infra.Engine.Planning;

/// <summary>Compares what is declared with what exists.</summary>
internal static class Decider
{
    /// <param name="replacedWith">Whether a resource named by replaceWith is being replaced.</param>
    public static Decision Decide(ResourceRecord record, DeclaredInputs declared, StackState state, bool replacedWith)
    {
        var old = state.Current(record.Urn);
        if (!record.Custom)
            return new Decision
            {
                Action = old is null ? StepAction.Create : StepAction.Same,
                Inputs = declared.Values,
                Old = old,
            };
        var creating = state.PendingOf(record.Urn, OperationKind.Create);
        if (old is null)
            return new Decision
            {
                Action = StepAction.Create,
                Inputs = declared.Values,
                Differences = ValueDiff.Compare(Value.Map.Empty, declared.Values),
                Reason = creating is null ? null : "an earlier creation did not finish",
                Abandoned = Abandoned(creating, declared.Values),
            };

        var kept = IgnoredChanges.Apply(old.Inputs, declared.Values, record.Options.IgnoreChanges);
        var differences = ValueDiff.Compare(old.Inputs, kept);
        var replacing = Replacing(record, differences);
        var replaceReason =
            state.PendingOf(record.Urn, OperationKind.Delete) is not null ? "its deletion did not finish"
            : replacedWith ? "a resource it is replaced with is replaced"
            : TriggerChanged(old, declared) ? "its replacement trigger changed"
            : null;
        var updateReason =
            state.PendingOf(record.Urn, OperationKind.Update) is not null ? "an earlier update did not finish"
            : creating is not null ? "an earlier replacement did not finish"
            : null;
        var action =
            replaceReason is not null || !replacing.IsEmpty ? StepAction.Replace
            : differences.Length > 0 || updateReason is not null ? StepAction.Update
            : StepAction.Same;
        // As in Pulumi's engine: a recreated resource takes everything the program declares now, ignored changes included.
        var inputs = action == StepAction.Replace ? declared.Values : kept;
        return new Decision
        {
            Action = action,
            // A recreated resource uses what the program declares now: ignoreChanges applies only to a resource that stays.
            Inputs = action == StepAction.Replace ? declared.Values : inputs,
            Old = old,
            Differences = ValueDiff.Compare(old.Inputs, inputs),
            ReplacingPaths = replacing,
            Reason = action == StepAction.Replace ? replaceReason : updateReason,
            DeleteFirst = record.Options.DeleteBeforeReplace || state.PendingOf(record.Urn, OperationKind.Delete) is not null,
            Abandoned = Abandoned(creating, inputs),
        };
    }

    private static PendingOperation? Abandoned(PendingOperation? creating, Value.Map inputs) =>
        creating is not null && creating.Resource.Inputs.Plain() != inputs.Plain() ? creating : null;

    private static ImmutableHashSet<string> Replacing(ResourceRecord record, ImmutableArray<Difference> differences)
    {
        var paths = record.Options.ReplaceOnChanges.Select(PropertyPath.Parse).ToArray();
        return
        [
            .. differences
                .Where(d => ResourceKinds.ReplacedBy(record.Type, d.Place[0]) || paths.Any(p => p.Covers(d.Place)))
                .Select(d => d.Path),
        ];
    }

    private static bool TriggerChanged(ResourceState old, DeclaredInputs declared) =>
        old.ReplacementTrigger is not null
        && declared.ReplacementTrigger is not null
        && old.ReplacementTrigger.Plain() != declared.ReplacementTrigger.Plain();
}
