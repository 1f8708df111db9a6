using Infra.Core.Topology;
using Infra.Reachability.Packets;

namespace Infra.Core.Tests.Proof;

/// <summary>A node's addresses as packets have them.</summary>
internal static class NodeIps
{
    /// <summary>Where a node responds on the network, not in the tunnel.</summary>
    internal static IEnumerable<Ip> Of(Node node) =>
        node.Address6 is { } v6 ? [Ip.Parse($"{node.Address}"), Ip.Parse($"{v6}")] : [Ip.Parse($"{node.Address}")];

    /// <summary>The addresses of a slot's next generation, which runs in parallel with the old one for a while.</summary>
    internal static IEnumerable<Ip> Next(Node node)
    {
        yield return Ip.Parse($"{node.AlternateAddress}");
        if (node is { Address6: not null, Subnet.Cidr6: { } subnet })
        {
            var host = Ip.Parse($"{node.AlternateAddress}").Number - Ip.Parse($"{node.Subnet.Cidr.Network}").Number;
            yield return new Ip(true, Ip.Parse($"{subnet.Network}").Number + host);
        }
    }
}
