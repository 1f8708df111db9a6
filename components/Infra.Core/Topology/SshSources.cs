using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Clouds;
using Infra.Core.Spec;
using Infra.Core.Spec.Access;

namespace Infra.Core.Topology;

/// <summary>Where connections to nodes' SSH come from, as every filter around them sees it.</summary>
public static class SshSources
{
    /// <summary>
    /// Merged, sorted; never empty. A tunnel's sources are admitted instead of the operators' networks where every connection uses it, and
    /// beside them otherwise: the step before nodes are reached over it, and the step back.
    /// </summary>
    public static ImmutableArray<Cidr> Of(ProjectSpec spec, ProjectTopology topology) =>
        (spec.Access, spec.Tunnel) switch
        {
            (_, null) => spec.ManagementSources,
            (AccessPath.Endpoints, { } tunnel) => Tunnel(spec, tunnel, topology),
            (_, { } tunnel) => CidrSet.Merge([.. spec.ManagementSources, .. Tunnel(spec, tunnel, topology)]),
        };

    /// <summary>
    /// The same for nodes behind bastions: these, and a tunnel's sources beside them, which is the step from one way in to the other.
    /// </summary>
    internal static ImmutableArray<Cidr> BehindBastions(ProjectSpec spec, ProjectTopology topology, ImmutableArray<Cidr> bastions) =>
        spec.Tunnel is { } tunnel ? CidrSet.Merge([.. bastions, .. Tunnel(spec, tunnel, topology)]) : bastions;

    private static ImmutableArray<Cidr> Tunnel(ProjectSpec spec, TunnelSpec tunnel, ProjectTopology topology) =>
        CidrSet.Merge([.. tunnel.Networks, .. tunnel.IsManaged ? CloudRegistry.Of<ICloudNodes>(spec.Cloud).TunnelSources(topology) : []]);
}
