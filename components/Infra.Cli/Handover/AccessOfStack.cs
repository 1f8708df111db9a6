using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Cli.Stacks;
using Infra.Components.Permissions;
using Infra.Core.Iam;
using Infra.Engine.Results;

namespace Infra.Cli.Handover;

/// <summary>What deploying a stack needs in its account, from the stack's plan.</summary>
internal static class AccessOfStack
{
    internal static AccessNeeds Of(LoadedStack loaded, PlanResult plan, PermissionTable table) =>
        table.NeedsOf(
            loaded.Plan.Spec,
            [.. plan.Steps.Where(step => step.Custom).Select(step => new PlannedResource(step.Type, step.Name, Texts(step.Inputs)))]
        );

    private static ImmutableSortedDictionary<string, string> Texts(JsonObject inputs) =>
        inputs
            .Where(input => input.Value is JsonValue value && value.GetValueKind() == JsonValueKind.String)
            .Select(input => KeyValuePair.Create(input.Key, (string)input.Value!))
            // Not known yet, or masked: no name.
            .Where(input => input.Value is not ("<unknown>" or "[secret]"))
            .ToImmutableSortedDictionary(StringComparer.Ordinal);
}
