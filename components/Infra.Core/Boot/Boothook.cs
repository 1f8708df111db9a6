using System.Globalization;
using Infra.Core.Addressing;
using Infra.Core.Firewall;

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
            {{EarlyFilter.Write(plan, service)}}END
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
}
