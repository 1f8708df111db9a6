using System.Globalization;
using Infra.Core.Addressing;
using Infra.Core.Firewall;
using Infra.Core.Policy;

namespace Infra.Core.Boot;

/// <summary>
/// The first thing of ours that runs: closes the node before users, packages or services come up. On later boots, when the
/// node's own unit has loaded the filter before the network, it does nothing.
/// </summary>
internal static class Boothook
{
    /// <param name="service">The node's.</param>
    internal static string Write(ProjectPlan plan, string service)
    {
        var lockdown = LockdownFilter.Compile(plan, service);
        return string.Create(CultureInfo.InvariantCulture, $$"""
            #cloud-boothook
            #!/bin/sh
            set -eu
            [ ! -e /var/lib/infra/confirmed.json ] || exit 0
            if ! command -v iptables-restore >/dev/null; then
            # An image without iptables: nftables holds the door until packages are there. infra-apply takes the table away.
            nft -f - <<'END'
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
            END
            exit 0
            fi
            iptables-restore --noflush --wait=10 <<'END'
            {{IptablesEmitter.Emit(lockdown, IpFamily.V4)}}END
            ip6tables-restore --noflush --wait=10 <<'END'
            {{IptablesEmitter.Emit(lockdown, IpFamily.V6)}}END
            for family in iptables ip6tables; do
              for hook in INPUT FORWARD OUTPUT; do
                "$family" --wait=10 -C "$hook" -j "INFRA-$hook" 2>/dev/null || "$family" --wait=10 -I "$hook" 1 -j "INFRA-$hook"
              done
            done

            """);
    }

    private static IEnumerable<string> Accept(EgressFlow flow) => flow.Cidrs
        .GroupBy(cidr => cidr.Family)
        .OrderBy(family => family.Key)
        .Select(family => $"    {NftMatch.Destination(family)}{NftMatch.Ports(flow.Protocol, flow.Ports)} accept\n");
}
