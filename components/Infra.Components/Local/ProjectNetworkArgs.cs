using Infra.Core.Clouds.Local;
using Pulumi;

namespace Infra.Components.Local;

/// <summary>Arguments of <see cref="ProjectNetwork"/>.</summary>
public sealed class ProjectNetworkArgs : ResourceArgs
{
    /// <summary>Names and addresses of the lab on this machine.</summary>
    public required LocalNetwork Lab { get; init; }

    /// <summary>
    /// Who may change this lab: the project's directory. A lab of the same name that belongs to another directory is refused.
    /// </summary>
    public required string Owner { get; init; }
}
