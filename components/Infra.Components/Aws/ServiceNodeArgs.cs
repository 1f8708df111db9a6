using System.Collections.Immutable;
using Infra.Components.Enrolment;
using Infra.Core.Deployments;
using Pulumi;

namespace Infra.Components.Aws;

/// <summary>What a <see cref="ServiceNode"/> is made from.</summary>
public sealed class ServiceNodeArgs : ResourceArgs
{
    /// <summary>The project's name: it begins what the console shows.</summary>
    public required string Project { get; init; }

    /// <summary>The node, what it boots with and what it has in service.</summary>
    public required NodePlan Plan { get; init; }

    /// <summary>AMI id; used when the VM is made, ignored after.</summary>
    [Input("imageId", required: true)]
    public required Input<string> ImageId { get; init; }

    /// <summary>The subnet that the node's address is of, in its zone.</summary>
    [Input("subnetId", required: true)]
    public required Input<string> SubnetId { get; init; }

    /// <summary>Every security group of its service: <see cref="ServiceFirewall.GroupIds"/>.</summary>
    [Input("securityGroupIds", required: true)]
    public required InputList<string> SecurityGroupIds { get; init; }

    /// <summary>How operators reach it, and with which keys.</summary>
    public required OperatorRoute Operators { get; init; }

    /// <summary>Whether AWS refuses to stop and to terminate it.</summary>
    public bool TerminationProtection { get; init; }

    /// <summary>What must be there before it boots: the way out by which its first boot fetches packages, and its filters.</summary>
    public ImmutableArray<Resource> After { get; init; } = [];
}
