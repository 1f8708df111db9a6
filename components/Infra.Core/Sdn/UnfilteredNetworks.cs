using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Clouds;
using Infra.Core.Policy;

namespace Infra.Core.Sdn;

/// <summary>
/// What a cloud serves itself and its VMs can reach regardless of the filter. A rule for it would have no effect and cost quota, so none is
/// written; only the node's own firewall filters it.
/// </summary>
internal static class UnfilteredNetworks
{
    /// <param name="project">The project's network.</param>
    internal static ImmutableArray<Cidr> Of(CloudKind cloud, Cidr project) => CloudRegistry.Of<ICloudFilter>(cloud).Unfiltered(project);

    /// <summary>The flows as the filter sees them, without those of which nothing remains.</summary>
    internal static ImmutableArray<EgressFlow> Without(IEnumerable<EgressFlow> flows, ImmutableArray<Cidr> unfiltered) =>
        [
            .. flows
                // Only networks inside them are dropped: a wider network is kept as it is.
                .Select(flow => flow with { Cidrs = [.. flow.Cidrs.Where(cidr => !unfiltered.Any(free => free.Contains(cidr)))] })
                .Where(flow => !flow.Cidrs.IsEmpty),
        ];
}
