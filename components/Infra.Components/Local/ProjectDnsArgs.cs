using System.Collections.Immutable;
using Infra.Core.Clouds.Local;
using Infra.Core.Dns;
using Pulumi;

namespace Infra.Components.Local;

/// <summary>What a <see cref="ProjectDns"/> is made from.</summary>
public sealed class ProjectDnsArgs : ResourceArgs
{
    /// <summary>The lab whose directory the file is in.</summary>
    public required LocalNetwork Lab { get; init; }

    /// <summary>The project's names.</summary>
    public required DnsPlan Names { get; init; }

    /// <summary>Which incarnation of the network the file is of: <see cref="ProjectNetwork.Epoch"/>.</summary>
    [Input("epoch", required: true)]
    public required Input<string> Epoch { get; init; }

    /// <summary>What must be in place first, the scripts among it: a name never leads to a node that has not been confirmed.</summary>
    public required Output<ImmutableArray<Resource>> After { get; init; }
}
