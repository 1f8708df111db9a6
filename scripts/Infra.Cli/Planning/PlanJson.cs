using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Cli.Output;
using Infra.Core.Capacity;
using Infra.Core.Diagnostics;
using Infra.Core.Topology;
using Infra.Engine.Results;

namespace Infra.Cli.Planning;

/// <summary>A plan for programs: the engine's result as it is, with the compiler's diagnostics and the lock changes beside it.</summary>
public static class PlanJson
{
    public static string Write(
        PlanResult plan, IReadOnlyCollection<Diagnostic> diagnostics, IReadOnlyCollection<LockChange> lockChanges, IEnumerable<CloudNeed> needs) =>
        new JsonObject
        {
            ["formatVersion"] = 1,
            ["plan"] = JsonSerializer.SerializeToNode(plan, Json.Indented),
            ["dataLoss"] = JsonSerializer.SerializeToNode(
                lockChanges.Where(change => change.LosesData).Select(change => change.Sentence)
                    .Concat(diagnostics.Where(found => DiagnosticCodes.IsAboutData(found.Code)).Select(found => found.Message)),
                Json.Indented),
            ["lockChanges"] = JsonSerializer.SerializeToNode(lockChanges.Select(change => change.Sentence), Json.Indented),
            ["diagnostics"] = JsonSerializer.SerializeToNode(diagnostics, Json.Indented),
            ["needs"] = NeedTable.Write(needs),
        }.ToJsonString(Json.Indented);
}
