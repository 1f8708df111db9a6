using System.Collections.Immutable;
using Infra.Core.Clouds;
using Infra.Core.Diagnostics;
using Infra.Core.Sdn.Aws;
using Infra.Core.Sdn.Azure;
using Infra.Core.Sdn.Gcp;

namespace Infra.Core.Sdn;

/// <summary>Whether a plan fits its cloud's own firewall: its quotas, and what it has words for.</summary>
public static class SdnQuotas
{
    /// <param name="placeOf">The place of a path in the stack file.</param>
    public static ImmutableArray<Diagnostic> Check(ProjectPlan plan, Func<string, SourceLocation> placeOf) =>
        plan.Spec.Cloud switch
        {
            CloudKind.Aws => SecurityGroupQuota.Check(plan, placeOf),
            CloudKind.Azure => AzureSdn.Check(plan, placeOf),
            CloudKind.Gcp => GcpSdn.Check(plan, placeOf),
            _ => [],
        };
}
