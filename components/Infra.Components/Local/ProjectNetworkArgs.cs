using Infra.Core.Clouds.Local;
using Pulumi;

namespace Infra.Components.Local;

/// <summary>What a <see cref="ProjectNetwork"/> is made from.</summary>
public sealed class ProjectNetworkArgs : ResourceArgs
{
    /// <summary>Names and addresses of the lab on this machine.</summary>
    public required LocalNetwork Lab { get; init; }

    /// <summary>Who may change this lab: the project's directory. Another one's lab of the same name is refused.</summary>
    public required string Owner { get; init; }
}
