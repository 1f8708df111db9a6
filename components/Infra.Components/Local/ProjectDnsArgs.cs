using System.Collections.Immutable;
using Infra.Core.Clouds.Local;
using Infra.Core.Dns;
using Pulumi;

namespace Infra.Components.Local;

/// <summary>Arguments of <see cref="ProjectDns"/>.</summary>
public sealed class ProjectDnsArgs : ResourceArgs
{
    /// <summary>The lab whose directory contains the file.</summary>
    public required LocalNetwork Lab { get; init; }

    /// <summary>The project's names.</summary>
    public required DnsPlan Names { get; init; }

    /// <summary>The incarnation of the network the file belongs to: <see cref="ProjectNetwork.Epoch"/>.</summary>
    [Input("epoch", required: true)]
    public required Input<string> Epoch { get; init; }

    /// <summary>
    /// Resources that must exist first, including the scripts: a name never resolves to a node that has not been confirmed.
    /// </summary>
    public required Output<ImmutableArray<Resource>> After { get; init; }
}
