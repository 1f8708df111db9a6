using System.Collections.Immutable;
using Infra.Core.Catalog;
using Infra.Core.Diagnostics;

namespace Infra.Core.Boot;

/// <summary>Checks what nodes boot from against the cloud's limits. Nothing is ever cut to fit.</summary>
public static class BootDiagnostics
{
    /// <summary>One error for each node whose user data the cloud would refuse.</summary>
    /// <param name="templates">User data by node key.</param>
    /// <param name="fileName">The stack file's name, for the findings.</param>
    public static ImmutableArray<Diagnostic> Check(
        ProjectPlan plan, IReadOnlyDictionary<string, UserDataTemplate> templates, string fileName)
    {
        var limit = CloudLimits.For(plan.Spec.Cloud).UserDataBytes;
        var bag = new DiagnosticBag();
        foreach (var (node, template) in templates.OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            var size = template.SizeBytes;
            if (size > limit)
            {
                bag.Error(
                    DiagnosticCodes.UserDataTooLarge,
                    new SourceLocation(fileName, 0, 0, "managementSources"),
                    $"The user data of {node} is {size} bytes compressed; {plan.Spec.Cloud} takes {limit}.",
                    "List fewer management networks: they are the part of user data that grows.");
            }
        }

        return bag.Sorted();
    }
}
