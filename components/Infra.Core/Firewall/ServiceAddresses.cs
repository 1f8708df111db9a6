using Infra.Core.Addressing;
using Infra.Core.Topology;

namespace Infra.Core.Firewall;

/// <summary>The addresses that identify a service to a filter outside the nodes.</summary>
internal static class ServiceAddresses
{
    /// <summary>A service's nodes, of this generation and the next: both run during a replacement. In the order of the nodes.</summary>
    internal static IEnumerable<IpAddr> Of(ProjectTopology topology, string service) => topology.MachinesOf(service).SelectMany(Of);

    private static IEnumerable<IpAddr> Of(Node node)
    {
        yield return node.Address;
        yield return node.AlternateAddress;
        if (node is { Address6: { } address6, Subnet.Cidr6: { } subnet6 })
        {
            yield return address6;
            // Like the allocator: the same host part as the IPv4 address has in its subnet.
            yield return subnet6.Network.Add(node.AlternateAddress.Value - node.Subnet.Cidr.Network.Value);
        }
    }
}
