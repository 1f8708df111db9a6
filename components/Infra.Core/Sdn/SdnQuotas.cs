using System.Collections.Immutable;
using Infra.Core.Diagnostics;
using Infra.Core.Sdn.Aws;
using Infra.Core.Spec;

namespace Infra.Core.Sdn;

/// <summary>Whether a plan fits the quotas of its cloud's own firewall.</summary>
public static class SdnQuotas
{
    /// <param name="fileName">The stack file, as messages shall name it.</param>
    public static ImmutableArray<Diagnostic> Check(ProjectPlan plan, string fileName) => plan.Spec.Cloud switch
    {
        CloudKind.Aws => SecurityGroupQuota.Check(plan, fileName),
        _ => [],
    };
}
