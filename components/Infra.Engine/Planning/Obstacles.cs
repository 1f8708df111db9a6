using Infra.Engine.Program;
using Infra.Engine.Results;

namespace Infra.Engine.Planning;

/// <summary>The parts of a plan the engine cannot apply. Checked before anything is changed.</summary>
internal static class Obstacles
{
    public static IEnumerable<EngineDiagnostic> Of(
        IReadOnlyList<ResourceRecord> records,
        IReadOnlyList<PlanStep> declared,
        IReadOnlyList<Deletion> deletions,
        string stack
    )
    {
        var cloud = records.Where(r => r.Custom && !ResourceKinds.IsLocal(r.Type)).ToArray();
        if (cloud.Length > 0)
            yield return new EngineDiagnostic(
                EngineCodes.NeedsPulumiUp,
                $"The stack {stack} holds {cloud.Length} resources that only Pulumi's own engine can apply, e.g. {cloud[0]}.",
                $"Apply with `pulumi up -s {stack}`."
            );

        foreach (var record in records.Where(r => r.Custom && ResourceKinds.IsLocal(r.Type)))
        {
            if (!ResourceKinds.IsApplicable(record.Type))
                yield return EngineFindings.UnsupportedResource(record, "its type");
            if (record.ImportsOrReads)
                yield return EngineFindings.UnsupportedResource(record, "importing and reading existing resources");
        }

        foreach (var (record, step) in records.Zip(declared))
        {
            if (ResourceKinds.IsCommand(record.Type) && (step.Inputs.ContainsKey("assetPaths") || step.Inputs.ContainsKey("archivePaths")))
                yield return EngineFindings.UnsupportedResource(record, "assetPaths and archivePaths");
            if (step.Action == StepAction.Replace && record.Options.Protect)
                yield return Protected(record.ToString(), record.Urn, "replaced");
        }

        foreach (var deletion in deletions.Where(d => d.Resource.Protect && !d.Resource.Replaced))
            yield return Protected(deletion.Resource.ToString(), deletion.Resource.Urn, "deleted");
    }

    public static EngineDiagnostic Protected(string resource, string urn, string verb) =>
        new(
            EngineCodes.Protected,
            $"{resource} is protected and would be {verb}.",
            "Set its protect option to false, run up, then try again.",
            urn
        );
}
