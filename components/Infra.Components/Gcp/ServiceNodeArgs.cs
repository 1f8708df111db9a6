using System.Collections.Immutable;
using Infra.Components.Enrolment;
using Infra.Core.Deployments;
using Pulumi;

namespace Infra.Components.Gcp;

/// <summary>What a <see cref="ServiceNode"/> is made from.</summary>
public sealed class ServiceNodeArgs : ResourceArgs
{
    /// <summary>The project's name: it begins every name in the cloud's project.</summary>
    public required string Project { get; init; }

    /// <summary>The region, where its public address is reserved.</summary>
    public required string Region { get; init; }

    /// <summary>The node, what it boots with and what it has in service.</summary>
    public required NodePlan Plan { get; init; }

    /// <summary>Link of an image; used when the VM is made, ignored after.</summary>
    [Input("image", required: true)]
    public required Input<string> Image { get; init; }

    /// <summary>Link of the subnetwork that the node's address is of.</summary>
    [Input("subnetLink", required: true)]
    public required Input<string> SubnetLink { get; init; }

    /// <summary>The service account that it runs as: <see cref="ServiceFirewall.AccountEmail"/>.</summary>
    [Input("accountEmail", required: true)]
    public required Input<string> AccountEmail { get; init; }

    /// <summary>How operators reach it, and with which keys.</summary>
    public required OperatorRoute Operators { get; init; }

    /// <summary>Labels of all that is made for it.</summary>
    [Input("labels")]
    public InputMap<string> Labels { get; init; } = new();

    /// <summary>What must be there before it boots: the way out by which its first boot fetches packages, and its filters.</summary>
    public ImmutableArray<Resource> After { get; init; } = [];
}
