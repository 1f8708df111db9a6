using System.Collections.Immutable;
using Infra.Core.Diagnostics;
using Infra.Core.Sdn.Aws;
using Infra.Core.Sdn.Azure;
using Infra.Core.Sdn.Gcp;
using Infra.Core.Spec;

namespace Infra.Core.Sdn;

/// <summary>Whether a plan fits its cloud's own firewall: its quotas, and what it has words for.</summary>
public static class SdnQuotas
{
    /// <param name="fileName">The stack file, as messages shall name it.</param>
    public static ImmutableArray<Diagnostic> Check(ProjectPlan plan, string fileName) => plan.Spec.Cloud switch
    {
        CloudKind.Aws => SecurityGroupQuota.Check(plan, fileName),
        CloudKind.Azure => AzureSdn.Check(plan, fileName),
        CloudKind.Gcp => GcpSdn.Check(plan, fileName),
        _ => [],
    };
}
