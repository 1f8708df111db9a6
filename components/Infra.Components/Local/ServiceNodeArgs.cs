using System.Collections.Immutable;
using Infra.Components.Enrolment;
using Infra.Core.Clouds.Local;
using Infra.Core.Deployments;
using Pulumi;

namespace Infra.Components.Local;

/// <summary>What a <see cref="ServiceNode"/> is made from.</summary>
public sealed class ServiceNodeArgs : ResourceArgs
{
    /// <summary>The lab that it is in.</summary>
    public required LocalNetwork Lab { get; init; }

    /// <summary>The node, what it boots with and what it has in service.</summary>
    public required NodePlan Plan { get; init; }

    /// <summary>What this machine calls its VM and the parts of that.</summary>
    public required LocalMachine Machine { get; init; }

    /// <summary>Directory of the node image; used when the VM is made, ignored after: <see cref="ProjectNetwork.ImageDirectory"/>.</summary>
    [Input("imageDirectory", required: true)]
    public required Input<string> ImageDirectory { get; init; }

    /// <summary>Whose keys open it.</summary>
    public required OperatorAccess Operator { get; init; }

    /// <summary>What must be there before it boots: the network, and its filter.</summary>
    public ImmutableArray<Resource> After { get; init; } = [];
}
