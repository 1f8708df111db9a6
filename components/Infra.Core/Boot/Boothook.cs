using System.Globalization;

namespace Infra.Core.Boot;

/// <summary>
/// Our first script to run: closes the node before users, packages or services come up. On later boots, when the node's own units have
/// closed it before the network starts, it does nothing.
/// </summary>
internal static class Boothook
{
    /// <param name="filter">The script that closes the node, see <see cref="FirstFilter"/>.</param>
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
