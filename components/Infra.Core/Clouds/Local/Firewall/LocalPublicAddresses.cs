using Infra.Core.Addressing;
using Infra.Core.Spec;
using Infra.Core.Topology;

namespace Infra.Core.Clouds.Local;

/// <summary>
/// The public addresses of a local cloud's nodes: an nft table that translates each to its node on the router. Nothing else on the machine
/// knows these addresses: no interface has one and no route leads to one, so a node that claims another's neither receives nor sends
/// packets with it.
/// </summary>
/// <remarks>
/// The destination is translated before the router's filter, which therefore matches as usual on the client's real source and the node's
/// private address. This table admits nothing.
/// </remarks>
internal static class LocalPublicAddresses
{
    /// <summary>The table as nft text. Nodes without a public address are not in it.</summary>
    public static string Emit(ProjectTopology topology)
    {
        var nodes = topology
            .Machines.Where(node => node.PublicAddress is not null)
            .Select(node => (Public: node.PublicAddress!.Value, Private: node.Address))
            .OrderBy(node => node.Public)
            .ToArray();

        // On no cloud can a private network reach a public address under its own; nodes use their own network instead.
        var privateNetworks = string.Join(", ", PrivateNetworks.All.Where(cidr => cidr.Family == IpFamily.V4));
        const string withdrawn = "    ct status dnat ct original ip daddr . ct reply ip saddr != @led";
        string[] lines =
        [
            // Declared first so that deleting it cannot fail.
            "table ip public",
            "delete table ip public",
            "table ip public {",
            $"  map nodes {{ type ipv4_addr : ipv4_addr; {Elements(nodes.Select(node => $"{node.Public} : {node.Private}"))}}}",
            $"  set led {{ type ipv4_addr . ipv4_addr; {Elements(nodes.Select(node => $"{node.Public} . {node.Private}"))}}}",
            "  chain lead {",
            "    type nat hook prerouting priority -100; policy accept;",
            $"    iifname != \"tap*\" ip saddr != {{ {privateNetworks} }} counter dnat to ip daddr map @nodes comment \"public addresses\"",
            "  }",
            // Sent immediately, without the kernel's rate limit for "no route". A node, which may spoof its source, gets that.
            "  chain nobody {",
            "    type filter hook prerouting priority -90; policy accept;",
            $"    iifname != \"tap*\" ip daddr {LocalNetwork.PublicAddresses} counter reject with icmp type "
                + "host-unreachable comment \"nobody's\"",
            "  }",
            // The kernel keeps translating established connections. When an address is removed or moved to another VM, its connections end,
            // as on public clouds; otherwise the filter, which runs later, would accept them as replies. Nothing else on the router
            // translates destinations.
            "  chain withdrawn {",
            "    type filter hook forward priority -10; policy accept;",
            $"{withdrawn} meta l4proto tcp counter reject with tcp reset comment \"withdrawn\"",
            $"{withdrawn} counter reject with icmp type admin-prohibited comment \"withdrawn\"",
            "  }",
            "}",
        ];
        return string.Join('\n', lines) + "\n";
    }

    private static string Elements(IEnumerable<string> elements) =>
        string.Join(", ", elements) is { Length: > 0 } list ? $"elements = {{ {list} }} " : "";
}
