using System.Collections.Immutable;
using Infra.Components.Enrolment;
using Infra.Core.Deployments;
using Pulumi;

namespace Infra.Components.Gcp;

/// <summary>Arguments of <see cref="ServiceNode"/>.</summary>
public sealed class ServiceNodeArgs : ResourceArgs
{
    /// <summary>The project's name: prefix of every name in the cloud project.</summary>
    public required string Project { get; init; }

    /// <summary>The region, where its public address is reserved.</summary>
    public required string Region { get; init; }

    /// <summary>The node, its boot configuration and its bundle.</summary>
    public required NodePlan Plan { get; init; }

    /// <summary>Link of an image; used when the VM is created, ignored afterwards.</summary>
    [Input("image", required: true)]
    public required Input<string> Image { get; init; }

    /// <summary>Link of the subnetwork that contains the node's address.</summary>
    [Input("subnetLink", required: true)]
    public required Input<string> SubnetLink { get; init; }

    /// <summary>The service account it runs as: <see cref="ServiceFirewall.AccountEmail"/>.</summary>
    [Input("accountEmail", required: true)]
    public required Input<string> AccountEmail { get; init; }

    /// <summary>Network tags of the customer's, for firewall rules of their own; sorted.</summary>
    public ImmutableArray<string> NetworkTags { get; init; } = [];

    /// <summary>How operators reach it, and with which keys.</summary>
    public required OperatorRoute Operators { get; init; }

    /// <summary>Labels of every resource created for it.</summary>
    [Input("labels")]
    public InputMap<string> Labels { get; init; } = new();

    /// <summary>
    /// Resources that must exist before it boots: its firewall rules, and the route out over which first boot fetches packages.
    /// </summary>
    public ImmutableArray<Resource> After { get; init; } = [];
}
