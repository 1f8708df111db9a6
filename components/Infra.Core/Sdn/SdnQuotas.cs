using System.Collections.Immutable;
using Infra.Core.Clouds;
using Infra.Core.Diagnostics;

namespace Infra.Core.Sdn;

/// <summary>Whether a plan fits its cloud's own firewall: its quotas, and what it has words for.</summary>
public static class SdnQuotas
{
    /// <param name="placeOf">The place of a path in the stack file.</param>
    public static ImmutableArray<Diagnostic> Check(ProjectPlan plan, Func<string, SourceLocation> placeOf) =>
        CloudRegistry.Of<ICloudFilter>(plan.Spec.Cloud).CheckFilter(plan, placeOf);
}
