using Infra.Core.Clouds;
using Infra.Core.Diagnostics;

namespace Infra.Core.Spec;

/// <summary>Names that a cloud rejects for resources: no project, service or volume may introduce one into a resource's name.</summary>
internal static class ReservedNames
{
    /// <param name="what">What it names: <c>project</c>, <c>service</c>, <c>volume</c>.</param>
    /// <param name="cloud">Null if unknown.</param>
    /// <param name="begins">Whether resource names begin with it, not merely contain it.</param>
    internal static void Check(string name, string what, CloudKind? cloud, SourceLocation where, DiagnosticBag bag, bool begins = false)
    {
        foreach (var rule in cloud is { } kind ? CloudRegistry.Of<IStackFileRules>(kind).RulesAgainst(name, begins) : [])
        {
            bag.Error(
                DiagnosticCodes.ReservedName,
                where,
                $"The {what} cannot be called {Shown.Quote(name)}: {rule}.",
                $"Choose another name for the {what}."
            );
        }
    }
}
