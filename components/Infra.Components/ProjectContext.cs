using Infra.Components.Enrolment;
using Infra.Core.Deployments;

namespace Infra.Components;

/// <summary>What every cloud's components are made from.</summary>
/// <param name="StackName">The Pulumi stack: two stacks of one project share nothing.</param>
/// <param name="ImageId">The cloud's own id of the image that new VMs are made from; null for the newest Debian 12.</param>
public sealed record ProjectContext(DeploymentPlan Plan, string StackName, OperatorAccess Operator, string? ImageId);
