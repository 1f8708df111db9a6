using System.Collections.Immutable;
using Infra.Core.Diagnostics;

namespace Infra.Core.Sdn;

/// <summary>A flow that a cloud's filter cannot say is refused, never said approximately.</summary>
internal static class RefusedFlows
{
    /// <param name="refusedOf">What the cloud's compiler refuses of a service.</param>
    internal static ImmutableArray<Diagnostic> Check(ProjectPlan plan, string fileName, Func<string, ImmutableArray<RefusedFlow>> refusedOf) =>
    [
        .. from service in plan.Spec.Services.Keys
           from refused in refusedOf(service)
           select new Diagnostic(
               DiagnosticCodes.FlowNotExpressible,
               Severity.Error,
               new SourceLocation(fileName, 0, 0, $"services.{service}"),
               $"The firewall of {plan.Spec.Cloud} cannot say the flow {refused.FlowKey}: {refused.Reason}",
               "Take what asks for this flow out of the stack file, or run the service on another cloud."),
    ];
}
