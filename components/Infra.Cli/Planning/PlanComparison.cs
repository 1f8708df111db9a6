using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Engine.Results;

namespace Infra.Cli.Planning;

/// <summary>
/// The differences between a saved plan (<c>plan --out</c>, <c>plan --json</c>) and the current one: for cloud stacks, whose state the
/// pulumi command keeps, a review of two revisions without any account. Which changes replace a resource is up to its provider.
/// </summary>
internal static class PlanComparison
{
    private const string Remedy = "Pass a file written by 'scripts/infra plan --out <file>'.";

    /// <summary>The plan's resources, each with the action relative to the saved plan.</summary>
    /// <exception cref="UserException">The file does not exist, or does not contain a plan.</exception>
    internal static PlanResult Of(PlanResult now, FileInfo saved)
    {
        if (!saved.Exists)
        {
            throw new UserException($"There is no file {saved.FullName}.", Remedy, ExitCode.BadInput, UserException.Reason.NoSuchThing);
        }

        var before = Read(saved);
        var kept = now.Steps.Select(step => step.Urn).ToHashSet(StringComparer.Ordinal);
        return now with
        {
            Steps =
            [
                .. now.Steps.Select(step =>
                    before.TryGetValue(step.Urn, out var old) ? Compared(old, step) : step with { Action = StepAction.Create }
                ),
                .. before
                    .Values.Where(step => !kept.Contains(step.Urn))
                    .OrderBy(step => step.Urn, StringComparer.Ordinal)
                    .Select(step => step with { Action = StepAction.Delete, Changes = [] }),
            ],
        };
    }

    private static PlanStep Compared(PlanStep old, PlanStep now)
    {
        ImmutableArray<PropertyChange> changes =
        [
            .. old
                .Inputs.Select(input => input.Key)
                .Union(now.Inputs.Select(input => input.Key))
                .Order(StringComparer.Ordinal)
                .Where(key => !JsonNode.DeepEquals(old.Inputs[key], now.Inputs[key]))
                .Select(key => new PropertyChange(
                    key,
                    old.Inputs[key]?.DeepClone(),
                    now.Inputs[key]?.DeepClone(),
                    AfterUnknown: false,
                    Secret: false,
                    CausesReplace: false
                )),
        ];
        return now with
        {
            Action = changes.IsEmpty ? StepAction.Same : StepAction.Update,
            Changes = changes,
            ReplaceUndecided = !changes.IsEmpty && now.Custom,
        };
    }

    private static ImmutableDictionary<string, PlanStep> Read(FileInfo file)
    {
        try
        {
            var steps = JsonNode.Parse(File.ReadAllText(file.FullName))?["plan"]?["steps"]?.AsArray()
                ?? throw new JsonException("it has no 'plan'");
            // Resources to be deleted by the saved plan no longer exist.
            return steps
                .Where(step => (string?)step!["action"] != "delete")
                .Select(step => new PlanStep
                {
                    Urn = (string)step!["urn"]!,
                    Type = (string)step["type"]!,
                    Name = (string)step["name"]!,
                    Parent = (string?)step["parent"],
                    Custom = (bool)step["custom"]!,
                    Action = StepAction.Same,
                    Inputs = step["inputs"]!.AsObject().DeepClone().AsObject(),
                })
                .ToImmutableDictionary(step => step.Urn, StringComparer.Ordinal);
        }
        catch (Exception e)
            when (e is JsonException or InvalidOperationException or ArgumentException or NullReferenceException or FormatException)
        {
            throw new UserException($"{file.FullName} does not contain a plan: {e.Message}", Remedy, ExitCode.BadInput);
        }
    }
}
