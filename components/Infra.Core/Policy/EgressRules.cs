using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Catalog;
using Infra.Core.Sdn;
using Infra.Core.Spec;

namespace Infra.Core.Policy;

/// <summary>What every node needs of the world around it: the cloud's own services, and where the deployment allows it, packages.</summary>
internal static class EgressRules
{
    internal static IEnumerable<EgressFlow> Of(ProjectSpec spec, string service)
    {
        var limits = CloudLimits.For(spec.Cloud);
        return
        [
            .. Platform(service, "metadata", limits.MetadataAddresses, IpProtocol.Tcp, 80, "the node's own facts: user data, instance id"),
            .. Platform(service, "names", limits.Resolvers, IpProtocol.Udp, 53, "DNS"),
            .. Platform(service, "long-names", limits.Resolvers, IpProtocol.Tcp, 53, "DNS answers too long for a datagram"),
            .. Platform(service, "time", limits.NtpSources, IpProtocol.Udp, 123, "NTP"),
            .. SdnEgress.For(spec.Deployment).Select(to => new EgressFlow(
                $"{service}/{to.Name}/internet", service, FlowZones.Internet, Everyone(limits), IpProtocol.Tcp, [to.TcpPort], to.Reason)),
        ];
    }

    // A cloud without resolvers has no such flow: nothing is not everyone.
    private static IEnumerable<EgressFlow> Platform(
        string service, string name, ImmutableArray<IpAddr> addresses, IpProtocol protocol, int port, string reason) => addresses.IsEmpty
        ? []
        : [new($"{service}/{name}/platform", service, FlowZones.Platform, CidrSet.Merge(addresses.Select(Cidr.Host)), protocol, [port], reason)];

    private static ImmutableArray<Cidr> Everyone(CloudLimits limits) =>
        limits.HasIpv6 ? [Cidr.Parse("0.0.0.0/0"), Cidr.Parse("::/0")] : [Cidr.Parse("0.0.0.0/0")];
}
