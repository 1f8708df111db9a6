using System.Collections.Immutable;
using Infra.Core.Diagnostics;

namespace Infra.Core.Sdn.Openings;

/// <summary>A flow that a cloud's filter cannot say is refused, never said approximately.</summary>
internal static class RefusedFlows
{
    internal static ImmutableArray<Diagnostic> Check(ProjectPlan plan, string fileName) =>
    [
        .. from service in plan.Spec.Services.Keys
           from refused in OpeningCompiler.Compile(plan, service).Refused
           select new Diagnostic(
               DiagnosticCodes.FlowNotExpressible,
               Severity.Error,
               new SourceLocation(fileName, 0, 0, $"services.{service}"),
               $"The firewall of {plan.Spec.Cloud} cannot say the flow {refused.FlowKey}: {refused.Reason}",
               "Take what asks for this flow out of the stack file, or run the service on another cloud."),
    ];
}
