using System.Globalization;

namespace Infra.Core.Topology;

/// <summary>Fills in device paths that only the cloud knows, once it has made the volumes.</summary>
public static class DevicePaths
{
    /// <summary>The plan with one node's volumes at the given paths; volumes not named keep theirs.</summary>
    /// <param name="paths">Volume name to a path under <c>/dev/disk</c>.</param>
    public static ProjectPlan WithDevicePaths(this ProjectPlan plan, string nodeKey, IReadOnlyDictionary<string, string> paths)
    {
        var nodes = plan.Topology.Nodes.Select(node => node.Key == nodeKey ? WithPaths(node, paths) : node);
        return plan with { Topology = plan.Topology with { Nodes = [.. nodes] } };
    }

    /// <summary>Where the AWS kernel driver puts an EBS volume: by its id without the dash.</summary>
    /// <param name="volumeId">E.g. <c>vol-0123456789abcdef0</c>.</param>
    public static string Ebs(string volumeId) =>
        $"/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_{volumeId.Replace("-", "", StringComparison.Ordinal)}";

    /// <summary>
    /// Where the Azure agent's udev rules (package waagent, in Debian's image) put a SCSI data disk. Data disks are on the
    /// second controller.
    /// </summary>
    /// <param name="lun">The number it is attached under.</param>
    public static string Azure(int lun) => string.Create(CultureInfo.InvariantCulture, $"/dev/disk/azure/scsi1/lun{lun}");

    /// <summary>Where Google's udev rules (package google-guest-configs, in Google's image) put a disk.</summary>
    /// <param name="deviceName">As given when the disk was attached.</param>
    public static string Google(string deviceName) => $"/dev/disk/by-id/google-{deviceName}";

    private static Node WithPaths(Node node, IReadOnlyDictionary<string, string> paths) =>
        node with
        {
            Volumes =
            [
                .. node.Volumes.Select(volume => volume with { DevicePath = paths.GetValueOrDefault(volume.Name, volume.DevicePath) }),
            ],
        };
}
