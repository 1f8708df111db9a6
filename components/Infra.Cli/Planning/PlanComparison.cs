using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Core.Diagnostics;
using Infra.Engine.Results;

namespace Infra.Cli.Planning;

/// <summary>
/// What differs between a plan that was saved (<c>plan --out</c>, <c>plan --json</c>) and the one of now: for cloud stacks, whose state
/// the pulumi command keeps, a review of two revisions without any account. Which changes replace a resource its provider decides.
/// </summary>
internal static class PlanComparison
{
    private const string Remedy = "Pass a file written by 'scripts/infra plan --out <file>'.";

    /// <summary>The plan's resources, each with what is to be done to those of the saved one.</summary>
    /// <exception cref="UserException">The file is none, or holds no plan.</exception>
    internal static PlanResult Of(PlanResult now, FileInfo saved)
    {
        if (!saved.Exists)
        {
            throw new UserException($"There is no file {saved.FullName}.", Remedy, ExitCode.BadInput, DiagnosticCodes.NoSuchThing);
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
            // What was to be deleted then is not there any more.
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
