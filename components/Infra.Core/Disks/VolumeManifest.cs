using System.Globalization;
using System.Text;
using Infra.Core.Topology;

namespace Infra.Core.Disks;

/// <summary>The volumes that a node must encrypt and mount, as the JSON file that <c>infra-apply volumes</c> reads.</summary>
internal static class VolumeManifest
{
    /// <param name="paths">From volume name to device path, for volumes whose path the plan does not know.</param>
    /// <param name="waitSeconds">How long a device may take to appear.</param>
    internal static string Write(Node node, IReadOnlyDictionary<string, string> paths, int waitSeconds)
    {
        var text = new StringBuilder("[");
        var first = true;
        foreach (var volume in node.Volumes.OrderBy(v => v.Name, StringComparer.Ordinal))
        {
            text.Append(first ? "\n" : ",\n")
                .Append(
                    CultureInfo.InvariantCulture,
                    $"  {{\"name\": {Json.Quote(volume.Name)}, \"device\": "
                        + $"{Json.Quote(paths.GetValueOrDefault(volume.Name, volume.DevicePath))}, \"sizeGiB\": "
                        + $"{volume.SizeGiB}, \"waitSeconds\": {waitSeconds}}}"
                );
            first = false;
        }

        return text.Append(first ? "]\n" : "\n]\n").ToString();
    }
}
