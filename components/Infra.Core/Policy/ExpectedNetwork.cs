using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Spec;
using Infra.Core.Spec.Existing;

namespace Infra.Core.Policy;

/// <summary>
/// What an existing network must look like. Addresses were allocated from these networks, so a mistake would put nodes in the wrong place:
/// it is compared with what the cloud reports.
/// </summary>
/// <param name="Written">The network and its subnets, as written in the stack file.</param>
/// <param name="Region">Its region.</param>
/// <param name="Cidr">The network that contains its subnets.</param>
public sealed record ExpectedNetwork(ExistingNetworkSpec Written, string Region, Cidr Cidr)
{
    private const int DnsPort = 53;

    /// <summary>Networks in which every node of the project may query a name server; merged, sorted. Any by default.</summary>
    public ImmutableArray<Cidr> NameServersIn { get; init; } = [Cidr.Parse("0.0.0.0/0"), Cidr.Parse("::/0")];

    /// <summary>What a stack file expects.</summary>
    /// <exception cref="InvalidOperationException">The project creates its own network.</exception>
    public static ExpectedNetwork Of(ProjectSpec spec)
    {
        var written = spec.Network ?? throw new InvalidOperationException($"The project {spec.Name} has a network of its own.");
        var expected = new ExpectedNetwork(written, spec.Region, spec.Cidr);
        return expected with
        {
            NameServersIn = spec.Services.Keys.Aggregate(expected.NameServersIn, (common, service) =>
                CidrSet.Intersect(common, NameServersOf(spec, service))
            ),
        };
    }

    /// <summary>Returns a sentence for each difference, in the order of the file's zones; empty if everything matches.</summary>
    /// <param name="subnets">By zone, for each zone that the file lists.</param>
    public ImmutableArray<string> Differences(SeenNetwork network, IReadOnlyDictionary<string, SeenSubnet> subnets) =>
        [
            .. Difference(Written.Id, "id", Written.Id, network.Id, StringComparison.OrdinalIgnoreCase),
            .. Difference(Written.Id, "region", Region, network.Region),
            .. Difference(Written.Id, "CIDR", $"{Cidr}", network.Cidr),
            .. IsIn(network.AddressSpace, Cidr)
                ? Array.Empty<string>()
                :
                [
                    $"{Written.Id}: its address space is {string.Join(", ", network.AddressSpace)}, which does not "
                        + $"contain the stack file's {Cidr}.",
                ],
            .. network.Resolves == false
                ? [$"{Written.Id}: the cloud's resolver, which nodes need, is disabled (enableDnsSupport)."]
                : Array.Empty<string>(),
            .. network.HasNoNameServer
                ?
                [
                    $"{Written.Id}: its DHCP options have no name server, which nodes need. Have its owner set the "
                        + "cloud's resolver (AmazonProvidedDNS).",
                ]
                : Array.Empty<string>(),
            .. network
                .NameServers.Where(server => !MayAsk(server))
                .Select(server =>
                    $"{Written.Id}: its name server {server} cannot be reached by the nodes: add it to 'egress' (udp, "
                    + $"port {DnsPort}), or have its owner use the cloud's resolver again."
                ),
            .. Written
                .Subnets.SelectMany(subnet =>
                    new[]
                    {
                        Difference(subnet.Value.Id, "network", Written.Id, subnets[subnet.Key].NetworkId),
                        Difference(subnet.Value.Id, "CIDR", $"{subnet.Value.Cidr}", subnets[subnet.Key].Cidr),
                        Difference(subnet.Value.Id, "zone", subnet.Key, subnets[subnet.Key].Zone),
                    }
                )
                .SelectMany(found => found),
        ];

    private static IEnumerable<string> Difference(
        string id,
        string what,
        string written,
        string? seen,
        StringComparison comparison = StringComparison.Ordinal
    ) => seen is null || seen.Equals(written, comparison) ? [] : [$"{id}: its {what} is {seen}; the stack file has {written}."];

    private static bool IsIn(ImmutableArray<string> space, Cidr cidr) =>
        space.IsEmpty || space.Any(network => Cidr.TryParse(network, out var known) && known.Value.Contains(cidr));

    private bool MayAsk(string server) =>
        IpAddr.TryParse(server, out var address) && NameServersIn.Any(network => network.Contains(address.Value));

    // From the one model of outbound intent, which every layer's rules are compiled from.
    private static ImmutableArray<Cidr> NameServersOf(ProjectSpec spec, string service) =>
        CidrSet.Merge(
            EgressRules
                .Of(spec, service)
                .Where(flow => flow.Protocol is null or IpProtocol.Udp && flow.Ports.Contains(DnsPort))
                .SelectMany(flow => flow.Cidrs)
        );
}
