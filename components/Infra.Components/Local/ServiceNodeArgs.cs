using System.Collections.Immutable;
using Infra.Components.Enrolment;
using Infra.Core.Clouds.Local;
using Infra.Core.Deployments;
using Infra.Core.Spec.Access;
using Pulumi;

namespace Infra.Components.Local;

/// <summary>Arguments of <see cref="ServiceNode"/>.</summary>
public sealed class ServiceNodeArgs : ResourceArgs
{
    /// <summary>The lab that contains it.</summary>
    public required LocalNetwork Lab { get; init; }

    /// <summary>The node, its boot configuration and its bundle.</summary>
    public required NodePlan Plan { get; init; }

    /// <summary>The names of the VM and its parts on this machine.</summary>
    public required LocalMachine Machine { get; init; }

    /// <summary>
    /// Directory of the node image; used when the VM is created, ignored afterwards: <see cref="ProjectNetwork.ImageDirectory"/>.
    /// </summary>
    [Input("imageDirectory", required: true)]
    public required Input<string> ImageDirectory { get; init; }

    /// <summary>Whose keys may log in.</summary>
    public required OperatorAccess Operator { get; init; }

    /// <summary>Where the node is reached instead of over the lab's link; null without a tunnel of your own.</summary>
    public Endpoint? Endpoint { get; init; }

    /// <summary>What to check if the endpoint does not respond: sentences on one line.</summary>
    public string WhenSilent { get; init; } = "";

    /// <summary>Whether its sshd is reached at its own address, from a bastion, instead of over the lab's link.</summary>
    public bool IsBehindBastion { get; init; }

    /// <summary>Resources that must exist before it boots: the network and its firewall rules.</summary>
    public ImmutableArray<Resource> After { get; init; } = [];
}
