using System.Globalization;
using Infra.Core.Addressing;
using Infra.Core.Firewall;

namespace Infra.Core.Boot;

/// <summary>
/// Shell text that closes a node with the tools its image happens to have, before anything of ours is installed: iptables,
/// else nft, else nothing but a line on the console, since the cloud's own firewall is closed as well. A tool that is missing
/// or fails never ends the script: a first boot that stops here leaves a machine that nobody can log in to.
/// </summary>
/// <remarks>
/// Debian 12 on AWS and Azure has iptables; Google's has iptables and no nftables, because debootstrap's minbase variant leaves
/// out "important" packages and the image's SYSTEM_BOOT class names iptables alone
/// (https://github.com/GoogleCloudPlatform/compute-image-tools, daisy_workflows/image_build/debian).
/// </remarks>
internal static class FirstFilter
{
    /// <summary>
    /// The script's beginning: <c>say</c> puts a stage on the console, <c>step</c> is what is being done, and every exit with
    /// another status than 0, a signal's too, says <c>infra-stage: &lt;node&gt; failed &lt;step&gt;</c>.
    /// </summary>
    internal static string Voice(string nodeKey) => $$"""
        say() {
          echo "infra-stage: {{nodeKey}} $*" >>/dev/console || true
        }
        step='to start' code=0
        trap 'code=$?; [ "$code" -eq 0 ] || say "failed $step (status $code)"' EXIT
        trap 'exit 129' HUP
        trap 'exit 130' INT
        trap 'exit 143' TERM

        """;

    /// <summary>Needs <see cref="Voice"/> before it, and works whether or not <c>set -e</c> is on.</summary>
    /// <param name="service">The node's.</param>
    internal static string Write(ProjectPlan plan, string service)
    {
        var lockdown = LockdownFilter.Compile(plan, service);

        // Said here and not in the text, which travels in user data: close_by gets its rules on standard input, and puts the jumps
        // first in their chains, or what is before them decides. Without iptables nftables holds the door until packages are
        // there; infra-apply takes that table away.
        return string.Create(CultureInfo.InvariantCulture, $$"""
            close_by() {
              command -v "$1" >/dev/null && command -v "$1-restore" >/dev/null || return 1
              "$1-restore" --noflush --wait=10 || return 1
              for hook in INPUT FORWARD OUTPUT; do
                [ "$("$1" --wait=10 -S "$hook" 1 2>/dev/null)" = "-A $hook -j INFRA-$hook" ] \
                  || "$1" --wait=10 -I "$hook" 1 -j "INFRA-$hook" || return 1
              done
            }
            closed=yes
            close_by iptables <<'END' || closed=no
            {{IptablesEmitter.Emit(lockdown, IpFamily.V4, explained: false)}}END
            close_by ip6tables <<'END' || closed=no
            {{IptablesEmitter.Emit(lockdown, IpFamily.V6, explained: false)}}END
            if [ "$closed" = no ] && command -v nft >/dev/null; then
              nft -f - <<'END' && closed=yes
            {{EarlyFilter.Write(plan, service)}}END
            fi
            [ "$closed" = yes ] || say "no packet filter yet: neither iptables nor nft could load one; the cloud's firewall holds the door"

            """);
    }
}
