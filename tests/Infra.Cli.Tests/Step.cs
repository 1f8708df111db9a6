using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Engine.Results;

namespace Infra.Cli.Tests;

/// <summary>Hand-written plan steps.</summary>
internal static class Step
{
    public const string Root = "urn:stack";

    public static PlanStep Stack(StepAction action = StepAction.Create) =>
        Of(Root, "infra-test", "pulumi:pulumi:Stack", action, null, custom: false);

    public static PlanStep Of(
        string urn,
        string name,
        string type,
        StepAction action,
        string? parent = Root,
        bool custom = true,
        params PropertyChange[] changes
    ) =>
        new()
        {
            Urn = urn,
            Name = name,
            Type = type,
            Parent = parent,
            Custom = custom,
            Action = action,
            Inputs = new JsonObject(),
            Changes = [.. changes],
        };

    public static PropertyChange Change(string path, JsonNode? before, JsonNode? after, bool unknown = false, bool replaces = false) =>
        new(path, before, after, unknown, Secret: false, replaces);

    public static PlanResult Plan(params PlanStep[] steps) =>
        new()
        {
            Project = "infra",
            Stack = "test",
            Steps = [.. steps],
            Outputs = [],
            Warnings = ImmutableArray<Infra.Engine.EngineDiagnostic>.Empty,
        };
}
