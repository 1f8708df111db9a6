using System.Collections.Immutable;
using Infra.Core.Diagnostics;
using Infra.Core.Spec;

namespace Infra.Core.Sdn;

/// <summary>A flow that a cloud's filter cannot say is refused, never said approximately.</summary>
internal static class RefusedFlows
{
    /// <param name="placeOf">The place of a path in the stack file.</param>
    /// <param name="refusedOf">What the cloud's compiler refuses of a service.</param>
    internal static ImmutableArray<Diagnostic> Check(
        ProjectPlan plan,
        Func<string, SourceLocation> placeOf,
        Func<string, ImmutableArray<RefusedFlow>> refusedOf
    ) =>
        [
            .. from service in plan.Spec.Services.Keys
            from refused in refusedOf(service)
            select new Diagnostic(
                DiagnosticCodes.FlowNotExpressible,
                Severity.Error,
                placeOf($"services.{service}"),
                $"The firewall of {Words.Title(plan.Spec.Cloud)} cannot say the flow {refused.FlowKey}: {refused.Reason}",
                "Take what asks for this flow out of the stack file, or run the service on another cloud."
            ),
        ];
}
