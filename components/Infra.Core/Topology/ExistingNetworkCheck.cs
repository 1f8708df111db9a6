using System.Collections.Immutable;
using Infra.Core.Spec;

namespace Infra.Core.Topology;

/// <summary>A network as its cloud describes it; null is what it did not say, as in a plan without credentials.</summary>
/// <param name="Resolves">Whether instances in it get answers from the cloud's resolver.</param>
public sealed record SeenNetwork(string? Cidr, bool? Resolves);

/// <summary>A subnet as its cloud describes it; null as above, and the zone also where subnets have none.</summary>
public sealed record SeenSubnet(string? NetworkId, string? Cidr, string? Zone);

/// <summary>
/// Holds what the stack file says of an existing network against what the cloud says: addresses were given out of the
/// file's networks, so a mistake there would put nodes where nobody meant them.
/// </summary>
public static class ExistingNetworkCheck
{
    /// <summary>A sentence for each difference, in the order of the file's zones; empty when all is as written.</summary>
    /// <param name="subnets">By zone, for each zone that the file names.</param>
    /// <exception cref="InvalidOperationException">The project has a network of its own.</exception>
    public static ImmutableArray<string> Differences(ProjectSpec spec, SeenNetwork network, IReadOnlyDictionary<string, SeenSubnet> subnets)
    {
        var written = spec.Network ?? throw new InvalidOperationException($"The project {spec.Name} has a network of its own.");
        return
        [
            .. Difference(written.Id, "CIDR", $"{spec.Cidr}", network.Cidr),
            .. network.Resolves == false ? [$"{written.Id}: the cloud's resolver is switched off (enableDnsSupport); nodes need it."] : Array.Empty<string>(),
            .. written.Subnets.SelectMany(subnet => new[]
            {
                Difference(subnet.Value.Id, "network", written.Id, subnets[subnet.Key].NetworkId),
                Difference(subnet.Value.Id, "CIDR", $"{subnet.Value.Cidr}", subnets[subnet.Key].Cidr),
                Difference(subnet.Value.Id, "zone", subnet.Key, subnets[subnet.Key].Zone),
            }).SelectMany(found => found),
        ];
    }

    private static IEnumerable<string> Difference(string id, string what, string written, string? seen) =>
        seen is null || seen == written ? [] : [$"{id}: its {what} is {seen}; the stack file says {written}."];
}
