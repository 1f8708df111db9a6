using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Catalog;
using Infra.Core.Spec;

namespace Infra.Core.Policy;

/// <summary>What nodes open connections to: the cloud's own services, and what the stack file adds.</summary>
internal static class EgressRules
{
    internal static IEnumerable<EgressFlow> Of(ProjectSpec spec, string service)
    {
        var limits = CloudLimits.For(spec.Cloud);
        return
        [
            .. PlatformServices(spec.Cidr, limits)
                .Select(to => new EgressFlow(
                    service,
                    new EgressPurpose.Platform(to.Name, to.ForRootAlone),
                    CidrSet.Merge(to.Addresses.Select(Cidr.Host)),
                    to.Protocol,
                    Ports.Of(to.Ports),
                    to.Reason
                )),
            .. spec.Egress switch
            {
                EgressSpec.Open =>
                [
                    new EgressFlow(
                        service,
                        new EgressPurpose.Open(),
                        InternetSpace.Of(limits.HasIpv6),
                        null,
                        new Ports.All(),
                        "everything on the internet, nothing private"
                    ),
                ],
                EgressSpec.Only only => only.Destinations.Values.Select(to => Declared(to, limits, service)),
                _ => throw new InvalidOperationException($"No flows for {spec.Egress}."),
            },
        ];
    }

    private static EgressFlow Declared(EgressDestination to, CloudLimits limits, string service) =>
        new(
            service,
            new EgressPurpose.Destination(to.Name, to is { Internet: true, Networks.IsEmpty: true }),
            CidrSet.Merge([.. to.Networks, .. to.Internet ? InternetSpace.Of(limits.HasIpv6) : []]),
            to.Protocol,
            Ports.Of(to.Ports),
            $"{to.Name}, named in the stack file"
        );

    // A cloud without resolvers has no such flow: an empty list must not mean everyone.
    private static IEnumerable<PlatformService> PlatformServices(Cidr network, CloudLimits limits)
    {
        ImmutableArray<IpAddr> resolvers =
        [
            .. limits.Resolvers,
            .. limits.ResolverOffset is { } offset ? [network.Network.Add((UInt128)offset)] : Array.Empty<IpAddr>(),
        ];
        PlatformService[] services =
        [
            // It gives any caller the user data with its token, and on some clouds credentials of the machine's identity.
            new("metadata", limits.MetadataAddresses, IpProtocol.Tcp, [80], "the node's own facts: user data, instance id; root alone")
            {
                ForRootAlone = true,
            },
            new("names", resolvers, IpProtocol.Udp, [53], "DNS"),
            new("long-names", resolvers, IpProtocol.Tcp, [53], "DNS answers too long for a datagram"),
            new("time", limits.NtpSources, IpProtocol.Udp, [123], "NTP"),
            .. limits.OtherServices,
        ];
        return services.Where(service => !service.Addresses.IsEmpty);
    }
}
