using Infra.Core.Boot;

namespace Infra.Core.Clouds.Gcp;

/// <summary>
/// The <c>startup-script</c> of a node on Google Cloud. Google's Debian images have no cloud-init
/// (https://github.com/GoogleCloudPlatform/compute-image-tools, daisy_workflows/image_build/debian/fai_config), so nothing in them reads
/// user data: this closes the node, installs cloud-init once, and reboots. From then on first boot is the same as on every other cloud. An
/// image with cloud-init, or a node in service, is left alone.
/// </summary>
/// <remarks>Google's own agent configures the network, so cloud-init must not; nor may it query another cloud's metadata service.</remarks>
public static class GcpStartupScript
{
    /// <summary>The metadata key.</summary>
    public const string Key = "startup-script";

    /// <summary>POSIX shell, run as root at every boot.</summary>
    /// <param name="filter">The script that closes the node, see <see cref="FirstFilter"/>.</param>
    internal static string Write(string nodeKey, string filter) =>
        $"""
            #!/bin/sh
            set -eu
            [ ! -e /var/lib/infra/confirmed.json ] || exit 0
            # Ours, while it is being installed: cut off then, the command may be there and the package not yet set up.
            begun=/var/lib/infra-cloud-init-begun
            [ -e "$begun" ] || ! command -v cloud-init >/dev/null || exit 0
            {FirstFilter.Voice(nodeKey)}step='to load the first packet filter'
            {filter}step='to write the configuration of cloud-init'
            : >"$begun"
            mkdir -p /etc/cloud/cloud.cfg.d
            cat >/etc/cloud/cloud.cfg.d/95-infra.cfg <<'END'
            datasource_list: [GCE]
            network:
              config: disabled
            END
            step='to install cloud-init'
            say cloud-init
            export DEBIAN_FRONTEND=noninteractive
            tries=30
            until apt-get -q update && apt-get -q -y --no-install-recommends -o DPkg::Lock::Timeout=120 -o Dpkg::Options::=--force-confold install cloud-init; do
              tries=$((tries - 1))
              [ "$tries" -gt 0 ] || exit 1
              sleep 10
              dpkg --configure -a || true
            done
            step='to start anew with cloud-init'
            rm "$begun"
            systemctl reboot

            """;
}
