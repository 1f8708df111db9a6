using System.Collections.Immutable;
using Infra.Components.Enrolment;
using Infra.Core.Deployments;
using Pulumi;

namespace Infra.Components.Azure;

/// <summary>Arguments of <see cref="ServiceNode"/>.</summary>
public sealed class ServiceNodeArgs : ResourceArgs
{
    /// <summary>The project's name: prefix of every name in the subscription.</summary>
    public required string Project { get; init; }

    /// <summary>The node, its boot configuration and its bundle.</summary>
    public required NodePlan Plan { get; init; }

    /// <summary>Resource ID of an image; used when the VM is created, ignored afterwards. Null: the newest Debian 12.</summary>
    [Input("imageId")]
    public Input<string>? ImageId { get; init; }

    /// <summary>The resource group everything is created in.</summary>
    public required ResourceGroupReference Home { get; init; }

    /// <summary>The subnet that contains the node's address.</summary>
    [Input("subnetId", required: true)]
    public required Input<string> SubnetId { get; init; }

    /// <summary>The network security group of its service: <see cref="ServiceFirewall.GroupId"/>.</summary>
    [Input("groupId", required: true)]
    public required Input<string> GroupId { get; init; }

    /// <summary>The application security group of its service: <see cref="ServiceFirewall.MembersId"/>.</summary>
    [Input("membersId", required: true)]
    public required Input<string> MembersId { get; init; }

    /// <summary>IDs of application security groups of the customer's that it joins as well; sorted.</summary>
    public ImmutableArray<string> ExtraGroups { get; init; } = [];

    /// <summary>The identity that it runs as: <see cref="ServiceFirewall.IdentityId"/>.</summary>
    [Input("identityId", required: true)]
    public required Input<string> IdentityId { get; init; }

    /// <summary>How operators reach it, and with which keys.</summary>
    public required OperatorRoute Operators { get; init; }

    /// <summary>Tags of every resource created for it.</summary>
    [Input("tags")]
    public InputMap<string> Tags { get; init; } = new();

    /// <summary>Whether a lock prevents deleting the VM.</summary>
    public bool TerminationProtection { get; init; }

    /// <summary>
    /// Resources that must exist before it boots: its firewall rules, and the route out over which first boot fetches packages.
    /// </summary>
    public ImmutableArray<Resource> After { get; init; } = [];
}
