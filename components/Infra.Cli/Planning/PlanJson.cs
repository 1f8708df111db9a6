using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Cli.Output;
using Infra.Core;
using Infra.Core.Capacity;
using Infra.Core.Diagnostics;
using Infra.Engine.Results;

namespace Infra.Cli.Planning;

/// <summary>A plan for programs: the engine's result unchanged, plus the compiler's diagnostics and the lock changes.</summary>
public static class PlanJson
{
    public static string Write(
        PlanResult plan,
        ProjectPlan project,
        IReadOnlyCollection<Diagnostic> diagnostics,
        IEnumerable<CloudNeed> needs
    ) =>
        new JsonObject
        {
            ["formatVersion"] = 1,
            ["summary"] = new JsonObject(SummaryText.Lines(project).Select(line => KeyValuePair.Create(line.Label, (JsonNode?)line.Text))),
            ["monthlyUsd"] = MonthlyCost.Of(project) is { } cost ? Math.Round(cost.Total) : null,
            ["plan"] = JsonSerializer.SerializeToNode(plan, Json.Indented),
            ["dataLoss"] = JsonSerializer.SerializeToNode(
                project
                    .LockChanges.Where(change => change.LosesData)
                    .Select(change => change.Sentence)
                    .Concat(diagnostics.Where(found => DiagnosticCodes.IsAboutData(found.Code)).Select(found => found.Message)),
                Json.Indented
            ),
            ["lockChanges"] = JsonSerializer.SerializeToNode(project.LockChanges.Select(change => change.Sentence), Json.Indented),
            ["diagnostics"] = JsonSerializer.SerializeToNode(diagnostics, Json.Indented),
            ["needs"] = NeedTable.Write(needs),
        }.ToJsonString(Json.Indented);
}
