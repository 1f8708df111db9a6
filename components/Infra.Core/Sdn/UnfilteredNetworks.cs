using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Clouds;
using Infra.Core.Policy;

namespace Infra.Core.Sdn;

/// <summary>
/// What a cloud serves itself and lets its VMs reach whatever its filter says. A rule about it would decide nothing and
/// cost quota, so none is written; the node's own firewall is the one layer that filters it.
/// </summary>
internal static class UnfilteredNetworks
{
    /// <param name="project">The project's network.</param>
    internal static ImmutableArray<Cidr> Of(CloudKind cloud, Cidr project) => CloudRegistry.Of<ICloudFilter>(cloud).Unfiltered(project);

    /// <summary>The flows as the filter sees them; without those of which nothing is left.</summary>
    internal static ImmutableArray<EgressFlow> Without(IEnumerable<EgressFlow> flows, ImmutableArray<Cidr> unfiltered) =>
        [
            .. flows
                // Only what is within them is dropped: a wider network is said as it is.
                .Select(flow => flow with { Cidrs = [.. flow.Cidrs.Where(cidr => !unfiltered.Any(free => free.Contains(cidr)))] })
                .Where(flow => !flow.Cidrs.IsEmpty),
        ];
}
