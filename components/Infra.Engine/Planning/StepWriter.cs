using System.Text.Json.Nodes;
using Infra.Engine.Program;
using Infra.Engine.Results;
using Infra.Engine.Values;

namespace Infra.Engine.Planning;

/// <summary>Turns decisions into steps that are safe to show to anyone.</summary>
internal static class StepWriter
{
    public static PlanStep Of(ResourceRecord record, DeclaredInputs declared, Decision decision) =>
        new()
        {
            Urn = record.Urn,
            Type = record.Type,
            Name = record.Name,
            Parent = record.Parent,
            Custom = record.Custom,
            Action = decision.Action,
            Reason = decision.Reason,
            ReplaceUndecided = decision.Action == StepAction.Update && !ResourceKinds.KnowsReplacements(record.Type),
            Changes = [.. decision.Differences.Select(d => Change(d, decision.ReplacingPaths.Contains(d.Path)))],
            Inputs = ValueDisplay.Of(decision.Inputs),
            DependsOn = declared.Dependencies,
            Options = record.Options.Describe(),
        };

    public static PlanStep Of(Deletion deletion) =>
        new()
        {
            Urn = deletion.Resource.Urn,
            Type = deletion.Resource.Type,
            Name = deletion.Resource.Name,
            Parent = deletion.Resource.Parent,
            Custom = deletion.Resource.Custom,
            Action = StepAction.Delete,
            Reason =
                deletion.Interrupted is not null ? "its creation did not finish"
                : deletion.Resource.Replaced ? "it has been replaced"
                : null,
            Leftover = deletion.Interrupted is not null || deletion.Resource.Replaced,
            Inputs = ValueDisplay.Of(deletion.Resource.Inputs),
            DependsOn = deletion.Resource.Dependencies,
            Options = deletion.Resource.RetainOnDelete ? ["retainOnDelete"] : [],
        };

    /// <summary>The stack itself: the root of the tree.</summary>
    public static PlanStep Root(string urn, string name, StepAction action) =>
        new()
        {
            Urn = urn,
            Type = "pulumi:pulumi:Stack",
            Name = name,
            Custom = false,
            Action = action,
            Inputs = new JsonObject(),
        };

    private static PropertyChange Change(Difference d, bool causesReplace)
    {
        // A value that was or becomes secret is hidden on both sides.
        var secret = d.Before is { HasSecret: true } || d.After is { HasSecret: true };
        JsonNode? Shown(Value? value) =>
            value is null ? null : ValueDisplay.Of(secret && value is not Value.Secret ? new Value.Secret(value) : value);
        return new PropertyChange(d.Path, Shown(d.Before), Shown(d.After), d.After is { HasUnknown: true }, secret, causesReplace);
    }
}
