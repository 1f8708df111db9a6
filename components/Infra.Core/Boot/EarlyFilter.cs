using Infra.Core.Addressing;
using Infra.Core.Firewall;
using Infra.Core.Policy;

namespace Infra.Core.Boot;

/// <summary>
/// For an image without iptables: nftables holds the door until packages are there. It lets out what the policy does, and in
/// operators alone: they must get in to fix a first boot that fails. infra-apply takes the table away.
/// </summary>
internal static class EarlyFilter
{
    /// <summary>An nft file; whole lines.</summary>
    /// <param name="service">The node's.</param>
    internal static string Write(ServiceFilter service) =>
        $$"""
            table inet infra_early
            delete table inet infra_early
            table inet infra_early {
              chain input {
                type filter hook input priority 0; policy drop;
                iif lo accept
                icmp type {{EssentialRules.Redirect4}} drop
                icmpv6 type {{EssentialRules.Redirect6}} drop
                ct state established,related accept
                meta l4proto { icmp, ipv6-icmp } accept
                udp sport 67 udp dport 68 accept
                udp sport 547 udp dport 546 accept
            {{string.Concat(
                ByFamily(service.Plan.Spec.ManagementSources).Select(sources => $"    {NftMatch.Source(sources)} tcp dport 22 accept\n")
            )}}    reject
              }
              chain output {
                type filter hook output priority 0; policy drop;
                oif lo accept
                ct state established,related accept
                icmpv6 type { 133, 135, 136, 143 } accept
                udp sport 68 udp dport 67 accept
                udp sport 546 udp dport 547 accept
            {{string.Concat(Outbound([.. service.Egress]))}}    reject
              }
            }

            """;

    private static IOrderedEnumerable<IGrouping<IpFamily, Cidr>> ByFamily(IEnumerable<Cidr> cidrs) =>
        CidrSet.Merge(cidrs).GroupBy(cidr => cidr.Family).OrderBy(family => family.Key);

    private static IEnumerable<string> Outbound(EgressFlow[] egress) =>
        [
            .. from grouped in EgressGroup.Of(egress)
            from family in ByFamily(grouped.Networks)
            let to = $"{NftMatch.Destination(family)}{NftMatch.Ports(grouped.On.Protocol, grouped.On.Ports)}"
            select grouped.ForRootAlone ? $"    {to} meta skuid 0 accept\n    {to} reject\n" : $"    {to} accept\n",
            .. from open in OutboundRules.ClosedOf(egress)
            from line in new[]
            {
                open.Closed.IsEmpty ? "" : $"    {NftMatch.Destination(ByFamily(open.Closed).Single())} reject\n",
                $"    meta nfproto {(open.Family == IpFamily.V4 ? "ipv4" : "ipv6")} accept\n",
            }
            select line,
        ];
}
