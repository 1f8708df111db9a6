using System.Globalization;

namespace Infra.Core.Boot;

/// <summary>
/// The first thing of ours that runs: closes the node before users, packages or services come up. On later boots, when the
/// node's own units have closed it before the network, it does nothing.
/// </summary>
internal static class Boothook
{
    /// <param name="service">The node's.</param>
    internal static string Write(ProjectPlan plan, string nodeKey, string service) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            #cloud-boothook
            #!/bin/sh
            set -u
            [ ! -e /var/lib/infra/confirmed.json ] || exit 0
            {FirstFilter.Voice(nodeKey)}step='to load the first packet filter'
            {FirstFilter.Write(plan, service)}exit 0

            """
        );
}
