using System.Globalization;
using Infra.Core.Addressing;
using Infra.Core.Firewall;

namespace Infra.Core.Boot;

/// <summary>
/// Closes a node before anything else, at its first boot and at every later one: shell and the tools in its image, without other files. It
/// allows only what <see cref="FirstBootFilter"/> does.
/// </summary>
internal static class Lockdown
{
    internal const string Unit = "infra-lockdown.service";

    /// <summary>The script is stored twice: if one copy is damaged, the other closes the node and admits operators.</summary>
    internal static readonly string[] Directories = ["/var/lib/infra", "/usr/local/sbin"];

    /// <summary>The script's file name.</summary>
    internal const string Name = "infra-lockdown";

    /// <summary>
    /// Whether a file of a node's first bundle is what the script has between <c>END</c> and <c>END</c>: IPv4's rules, then IPv6's.
    /// </summary>
    internal static bool HasRulesOf(string path) =>
        path.StartsWith("/etc/infra/firewall/", StringComparison.Ordinal)
        && (path.EndsWith(".v4", StringComparison.Ordinal) || path.EndsWith(".v6", StringComparison.Ordinal));

    /// <summary>
    /// POSIX shell. Prints only <c>closed</c>, and only if the node is closed: an empty or truncated script prints nothing. With the
    /// argument <c>boot</c> the policies drop everything until infra-apply has loaded a filter: whatever fails, nothing passes without a
    /// rule; and if the jumps already come first, it does nothing. Without it, at a first boot, a machine whose tools fail continues behind
    /// its cloud's firewall, so that it can still be fixed.
    /// </summary>
    /// <remarks>
    /// The rules are those of the last push, <c>/etc/infra/firewall/lockdown.*</c>, if these load, otherwise the initial ones. iptables,
    /// else nftables, whose table infra-apply removes.
    /// </remarks>
    /// <param name="service">The node's service.</param>
    internal static string Script(ServiceFilter service)
    {
        var lockdown = service.FirstBoot.Table;
        return string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            #!/bin/sh
            set -u
            exec 3>&1 >&2
            first() {
              [ "$("$1" --wait=10 -S "$2" 1 2>/dev/null)" = "-A $2 -j INFRA-$2" ]
            }
            closed() {
              for hook in INPUT FORWARD OUTPUT; do
                first iptables "$hook" && first ip6tables "$hook" || return 1
              done
            }
            if [ "${1-}" = boot ]; then
              if closed; then
                echo closed >&3
                exit 0
              fi
              for tool in iptables ip6tables; do
                printf '*filter\n:%s DROP\n:%s DROP\n:%s DROP\nCOMMIT\n' INPUT FORWARD OUTPUT | "$tool-restore" --noflush --wait=10
              done
            fi
            load() {
              "$1-restore" --noflush --wait=10 || return 1
              for hook in INPUT FORWARD OUTPUT; do
                first "$1" "$hook" || "$1" --wait=10 -I "$hook" 1 -j "INFRA-$hook" || return 1
              done
            }
            close_by() {
              command -v "$1" >/dev/null && command -v "$1-restore" >/dev/null || return 1
              pushed=/etc/infra/firewall/lockdown.$2
              if [ -f "$pushed" ] && load "$1" <"$pushed"; then return 0; fi
              load "$1"
            }
            done=yes
            close_by iptables v4 <<'END' || done=no
            {{IptablesEmitter.Emit(lockdown, IpFamily.V4, explained: false)}}END
            close_by ip6tables v6 <<'END' || done=no
            {{IptablesEmitter.Emit(lockdown, IpFamily.V6, explained: false)}}END
            if [ "$done" = no ] && command -v nft >/dev/null; then
              nft -f - <<'END' && done=yes
            {{service.FirstBoot.WriteNft()}}END
            fi
            [ "$done" = yes ] && echo closed >&3

            """
        );
    }

    /// <summary>
    /// Runs the script before anything could bring up a network (cloud-init queries a metadata service before systemd has one); whatever
    /// listens or connects starts after it: no filter, no network. It depends on nothing: no disk except the root's, no Python. Stopping it
    /// would stop the network, so a manual stop (and so a restart) is refused.
    /// </summary>
    internal static readonly string UnitFile = $"""
        [Unit]
        Description=Closes this node until its packet filter is loaded
        DefaultDependencies=no
        Wants=network-pre.target
        Before=network-pre.target {Behind}
        RefuseManualStop=yes

        [Service]
        Type=oneshot
        RemainAfterExit=yes
        TimeoutStartSec=180
        ExecStart=/bin/sh -c 'for at in {string.Join(
            ' ',
            Directories.Reverse()
        )}; do [ "$$(sh $$at/{Name} boot)" = closed ] && exit 0; done; exit 1'

        [Install]
        WantedBy=sysinit.target
        RequiredBy={Behind}

        """;

    // Whatever brings up a network in Debian's images: netplan and networkd, ifupdown, NetworkManager; and the only server.
    private const string Behind =
        "cloud-init-local.service systemd-networkd.service networking.service ifup@.service NetworkManager.service ssh.service ssh.socket";
}
