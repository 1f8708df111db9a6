using Infra.Components.Enrolment;
using Infra.Core.Deployments;
using Infra.Core.Topology;

namespace Infra.Components;

/// <summary>What a project on a public cloud is built from; each component gets its own part of it.</summary>
/// <param name="StackName">The Pulumi stack: two stacks of one project share nothing.</param>
/// <param name="Operator">Whose keys may log in to nodes.</param>
/// <param name="ImageId">The cloud's ID of the image new VMs are created from; null for the newest Debian 12.</param>
public sealed record ProjectContext(DeploymentPlan Plan, string StackName, OperatorAccess Operator, string? ImageId)
{
    /// <summary>How this program reaches a node, or a bastion, at its own address.</summary>
    internal OperatorRoute OperatorsOf(Node machine) =>
        new(Operator, ManagementWays.UsePublicAddressOf(Plan.Spec, machine), UnreachableText.Of(Plan.Spec))
        {
            Endpoints = Plan.Spec.Endpoints,
        };
}
