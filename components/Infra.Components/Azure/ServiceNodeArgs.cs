using System.Collections.Immutable;
using Infra.Components.Enrolment;
using Infra.Core.Deployments;
using Pulumi;

namespace Infra.Components.Azure;

/// <summary>What a <see cref="ServiceNode"/> is made from.</summary>
public sealed class ServiceNodeArgs : ResourceArgs
{
    /// <summary>The project's name: it begins every name in the subscription.</summary>
    public required string Project { get; init; }

    /// <summary>The node, what it boots with and what it has in service.</summary>
    public required NodePlan Plan { get; init; }

    /// <summary>Resource id of an image; used when the VM is made, ignored after. Null: the newest Debian 12.</summary>
    [Input("imageId")]
    public Input<string>? ImageId { get; init; }

    /// <summary>Where all is made.</summary>
    public required ResourceGroupReference Home { get; init; }

    /// <summary>The subnet that the node's address is of.</summary>
    [Input("subnetId", required: true)]
    public required Input<string> SubnetId { get; init; }

    /// <summary>The network security group of its service: <see cref="ServiceFirewall.GroupId"/>.</summary>
    [Input("groupId", required: true)]
    public required Input<string> GroupId { get; init; }

    /// <summary>The application security group of its service: <see cref="ServiceFirewall.MembersId"/>.</summary>
    [Input("membersId", required: true)]
    public required Input<string> MembersId { get; init; }

    /// <summary>The identity that it runs as: <see cref="ServiceFirewall.IdentityId"/>.</summary>
    [Input("identityId", required: true)]
    public required Input<string> IdentityId { get; init; }

    /// <summary>How operators reach it, and with which keys.</summary>
    public required OperatorRoute Operators { get; init; }

    /// <summary>Tags of all that is made for it.</summary>
    [Input("tags")]
    public InputMap<string> Tags { get; init; } = new();

    /// <summary>Whether a lock refuses to delete the VM.</summary>
    public bool TerminationProtection { get; init; }

    /// <summary>What must be there before it boots: the way out by which its first boot fetches packages, and its filters.</summary>
    public ImmutableArray<Resource> After { get; init; } = [];
}
