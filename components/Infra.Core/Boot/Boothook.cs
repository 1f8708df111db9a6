using System.Globalization;

namespace Infra.Core.Boot;

/// <summary>
/// The first thing of ours that runs: closes the node before users, packages or services come up. On later boots, when the
/// node's own units have closed it before the network, it does nothing.
/// </summary>
internal static class Boothook
{
    /// <param name="filter">What closes the node, see <see cref="FirstFilter"/>.</param>
    internal static string Write(string nodeKey, string filter) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            #cloud-boothook
            #!/bin/sh
            set -u
            [ ! -e /var/lib/infra/confirmed.json ] || exit 0
            {FirstFilter.Voice(nodeKey)}step='to load the first packet filter'
            {filter}exit 0

            """
        );
}
