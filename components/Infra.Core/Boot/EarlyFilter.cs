using Infra.Core.Firewall;
using Infra.Core.Policy;

namespace Infra.Core.Boot;

/// <summary>
/// For an image without iptables: nftables holds the door until packages are there. It lets out what the policy does, and in
/// nobody. infra-apply takes the table away.
/// </summary>
internal static class EarlyFilter
{
    /// <summary>An nft file; whole lines.</summary>
    /// <param name="service">The node's.</param>
    internal static string Write(ProjectPlan plan, string service) => $$"""
        table inet infra_early {
          chain input {
            type filter hook input priority 0; policy drop;
            iif lo accept
            ct state established,related accept
            meta l4proto { icmp, ipv6-icmp } accept
            udp sport 67 udp dport 68 accept
            udp sport 547 udp dport 546 accept
            reject
          }
          chain output {
            type filter hook output priority 0; policy drop;
            oif lo accept
            ct state established,related accept
            icmpv6 type { 133, 135, 136, 143 } accept
            udp sport 68 udp dport 67 accept
            udp sport 546 udp dport 547 accept
        {{string.Concat(plan.Policy.Egress.Where(flow => flow.Service == service).SelectMany(Accept))}}    reject
          }
        }

        """;

    private static IEnumerable<string> Accept(EgressFlow flow) => flow.Cidrs
        .GroupBy(cidr => cidr.Family)
        .OrderBy(family => family.Key)
        .Select(family => $"    {NftMatch.Destination(family)}{NftMatch.Ports(flow.Protocol, flow.Ports)} accept\n");
}
