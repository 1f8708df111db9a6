using System.Collections.Immutable;
using Infra.Components.Enrolment;
using Infra.Core.Deployments;
using Pulumi;

namespace Infra.Components.Aws;

/// <summary>Arguments of <see cref="ServiceNode"/>.</summary>
public sealed class ServiceNodeArgs : ResourceArgs
{
    /// <summary>The project's name: prefix of names shown in the console.</summary>
    public required string Project { get; init; }

    /// <summary>The node, its boot configuration and its bundle.</summary>
    public required NodePlan Plan { get; init; }

    /// <summary>AMI id; used when the VM is created, ignored afterwards.</summary>
    [Input("imageId", required: true)]
    public required Input<string> ImageId { get; init; }

    /// <summary>The subnet that contains the node's address, in its zone.</summary>
    [Input("subnetId", required: true)]
    public required Input<string> SubnetId { get; init; }

    /// <summary>Every security group of its service: <see cref="ServiceFirewall.GroupIds"/>.</summary>
    [Input("securityGroupIds", required: true)]
    public required InputList<string> SecurityGroupIds { get; init; }

    /// <summary>How operators reach it, and with which keys.</summary>
    public required OperatorRoute Operators { get; init; }

    /// <summary>Whether AWS refuses to stop and to terminate it.</summary>
    public bool TerminationProtection { get; init; }

    /// <summary>
    /// Resources that must exist before it boots: its firewall rules, and the route out over which first boot fetches packages.
    /// </summary>
    public ImmutableArray<Resource> After { get; init; } = [];
}
