using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Spec;

namespace Infra.Core.Policy;

/// <summary>A network as its cloud describes it; null or empty is what it did not say, as in a plan without credentials.</summary>
/// <param name="Cidr">Its one network, where a cloud's networks have one.</param>
/// <param name="Resolves">Whether instances in it get answers from the cloud's resolver.</param>
public sealed record SeenNetwork(string? Cidr, bool? Resolves)
{
    /// <summary>The id the cloud knows it by; compared without regard to case, as Azure does.</summary>
    public string? Id { get; init; }

    /// <summary>Where it is, where a cloud's networks are in one region.</summary>
    public string? Region { get; init; }

    /// <summary>Its networks, where it may have several: the file's CIDR lies in one of them.</summary>
    public ImmutableArray<string> AddressSpace { get; init; } = [];

    /// <summary>Addresses of the name servers that instances in it are told to ask instead of the cloud's.</summary>
    public ImmutableArray<string> NameServers { get; init; } = [];

    /// <summary>Whether instances in it are told of no name server at all.</summary>
    public bool HasNoNameServer { get; init; }
}

/// <summary>A subnet as its cloud describes it; null as above, and the zone also where subnets have none.</summary>
public sealed record SeenSubnet(string? NetworkId, string? Cidr, string? Zone);

/// <summary>
/// Holds what the stack file says of an existing network against what the cloud says: addresses were given out of the
/// file's networks, so a mistake there would put nodes where nobody meant them.
/// </summary>
public static class ExistingNetworkCheck
{
    private const int DnsPort = 53;

    /// <summary>A sentence for each difference, in the order of the file's zones; empty when all is as written.</summary>
    /// <param name="subnets">By zone, for each zone that the file names.</param>
    /// <exception cref="InvalidOperationException">The project has a network of its own.</exception>
    public static ImmutableArray<string> Differences(ProjectSpec spec, SeenNetwork network, IReadOnlyDictionary<string, SeenSubnet> subnets)
    {
        var written = spec.Network ?? throw new InvalidOperationException($"The project {spec.Name} has a network of its own.");
        return
        [
            .. Difference(written.Id, "id", written.Id, network.Id, StringComparison.OrdinalIgnoreCase),
            .. Difference(written.Id, "region", spec.Region, network.Region),
            .. Difference(written.Id, "CIDR", $"{spec.Cidr}", network.Cidr),
            .. IsIn(network.AddressSpace, spec.Cidr)
                ? Array.Empty<string>()
                :
                [
                    $"{written.Id}: its address space is {string.Join(", ", network.AddressSpace)}; the stack file's {spec.Cidr} does not lie in it.",
                ],
            .. network.Resolves == false
                ? [$"{written.Id}: the cloud's resolver is switched off (enableDnsSupport); nodes need it."]
                : Array.Empty<string>(),
            .. network.HasNoNameServer
                ?
                [
                    $"{written.Id}: its DHCP options name no name server; nodes need one. Have its owner name the cloud's own (AmazonProvidedDNS).",
                ]
                : Array.Empty<string>(),
            .. network
                .NameServers.Where(server => !MayAsk(spec, server))
                .Select(server =>
                    $"{written.Id}: its name server {server} is out of the nodes' reach: write it under 'egress' (udp, port {DnsPort}), or have its owner go back to the cloud's own."
                ),
            .. written
                .Subnets.SelectMany(subnet =>
                    new[]
                    {
                        Difference(subnet.Value.Id, "network", written.Id, subnets[subnet.Key].NetworkId),
                        Difference(subnet.Value.Id, "CIDR", $"{subnet.Value.Cidr}", subnets[subnet.Key].Cidr),
                        Difference(subnet.Value.Id, "zone", subnet.Key, subnets[subnet.Key].Zone),
                    }
                )
                .SelectMany(found => found),
        ];
    }

    private static IEnumerable<string> Difference(
        string id,
        string what,
        string written,
        string? seen,
        StringComparison comparison = StringComparison.Ordinal
    ) => seen is null || seen.Equals(written, comparison) ? [] : [$"{id}: its {what} is {seen}; the stack file says {written}."];

    private static bool IsIn(ImmutableArray<string> space, Cidr cidr) =>
        space.IsEmpty || space.Any(network => Cidr.TryParse(network, out var known) && known.Value.Contains(cidr));

    // By the one model of outbound intent: whatever allows it, on every layer, is made from that.
    private static bool MayAsk(ProjectSpec spec, string server) =>
        IpAddr.TryParse(server, out var address)
        && spec.Services.Keys.All(service =>
            EgressRules
                .Of(spec, service)
                .Any(flow =>
                    flow.Protocol is null or IpProtocol.Udp
                    && flow.Ports.Contains(DnsPort)
                    && flow.Cidrs.Any(network => network.Contains(address.Value))
                )
        );
}
