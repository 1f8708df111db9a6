using System.Globalization;
using Infra.Core.Firewall;

namespace Infra.Core.Boot;

/// <summary>
/// Shell text that closes a node with the tools in its image, before anything of ours is installed: iptables, else nft, else only a line on
/// the console, since the cloud's own firewall is closed as well. A missing or failing tool never ends the script: a first boot that stops
/// here would leave a machine that nobody can log in to.
/// </summary>
/// <remarks>
/// Debian 12 on AWS and Azure has iptables; Google's has iptables and no nftables, because debootstrap's minbase variant leaves out
/// "important" packages and the image's SYSTEM_BOOT class names only iptables (https://github.com/GoogleCloudPlatform/compute-image-tools,
/// daisy_workflows/image_build/debian).
/// </remarks>
internal static class FirstFilter
{
    /// <summary>
    /// The script's preamble: <c>say</c> prints a stage on the console, <c>step</c> is the current step, and every exit with a nonzero
    /// status, including by a signal, prints <c>infra-stage: &lt;node&gt; failed &lt;step&gt;</c>.
    /// </summary>
    internal static string Voice(string nodeKey) =>
        $$"""
            say() {
              echo "infra-stage: {{nodeKey}} $*" >>/dev/console || true
            }
            step='to start' code=0
            trap 'code=$?; [ "$code" -eq 0 ] || say "failed $step (status $code)"' EXIT
            trap 'exit 129' HUP
            trap 'exit 130' INT
            trap 'exit 143' TERM

            """;

    /// <summary>
    /// Closes the node, and ensures that from now on it is closed before the network starts, however this boot ends. Requires
    /// <see cref="Voice"/> before it, and works with or without <c>set -e</c>.
    /// </summary>
    /// <remarks>
    /// Not installed on a machine that could not be closed: at its next boot it would have no network, and nobody could fix it; the first
    /// bundle installs the unit once there are tools. Nor if systemd is not running.
    /// </remarks>
    /// <param name="service">The node's service.</param>
    internal static string Write(ServiceFilter service) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            lockdown() {
              cat <<'LOCKDOWN'
            {{Lockdown.Script(service)}}LOCKDOWN
            }
            closed=$(lockdown | sh) || true
            [ "$closed" = closed ] || say "no packet filter yet: neither iptables nor nft could load one; the cloud's firewall holds the door"
            keep() {
              mkdir -p /var/lib/infra && chmod 700 /var/lib/infra
              for at in {{string.Join(' ', Lockdown.Directories)}}; do
                lockdown >"$at/{{Lockdown.Name}}" || return 1
              done
              [ "$closed" = closed ] || return 0
              cat >/etc/systemd/system/{{Lockdown.Unit}} <<'UNIT' && systemctl --quiet enable {{Lockdown.Unit}}
            {{Lockdown.UnitFile}}UNIT
            }
            if [ -d /run/systemd/system ] && ! systemctl --quiet is-enabled {{Lockdown.Unit}}; then
              keep || say "the next boot is not closed before the network: {{Lockdown.Unit}} cannot be kept"
            fi

            """
        );
}
