using System.Collections.Immutable;
using Infra.Core.Clouds;
using Infra.Core.Diagnostics;
using Infra.Core.Spec;

namespace Infra.Core.Capacity;

/// <summary>Checks whether the account, as the stack file describes it or with a new account's defaults, can hold a stack.</summary>
public static class NeedCheck
{
    /// <summary>Returns a warning for each quota that is too small: only the account itself knows, and others use it too.</summary>
    /// <param name="source">The stack file that the plan was compiled from.</param>
    public static ImmutableArray<Diagnostic> Check(ProjectPlan plan, StackSource source)
    {
        var bag = new DiagnosticBag();
        if (
            CloudNeeds.Of(plan.Spec, plan.Topology).Where(need => !need.Fits).ToImmutableArray() is { IsEmpty: false } needs
            && StackFile.FindProject(source, bag) is { } project
        )
        {
            var places = new SourceMap(project);
            foreach (var need in needs)
            {
                Warn(need, plan.Spec.Cloud, places.At(need.Stated ? $"quotas.{need.Quota.Name}" : "services"), bag);
            }
        }

        return bag.Sorted();
    }

    private static void Warn(CloudNeed need, CloudKind cloud, SourceLocation where, DiagnosticBag bag)
    {
        var meanwhile = need.WhileReplacing > need.Now ? $", and {need.WhileReplacing} while a node of each service is replaced" : "";
        bag.Warn(
            DiagnosticCodes.QuotaTooSmall,
            where,
            $"The stack needs {need.Now} {need.What}{meanwhile}; "
                + $"{(need.Stated ? "by the stack file the account has" : "a new account has")} {need.Limit} "
                + $"({need.Counter}).",
            "Have the quota raised "
                + CloudRegistry.Of<ICloudAccount>(cloud).AskForQuota
                + ", and set the account's value: "
                + $"'quotas: {{ {need.Quota.Name}: {need.WhileReplacing} }}'. 'scripts/infra preflight' asks the account."
        );
    }
}
