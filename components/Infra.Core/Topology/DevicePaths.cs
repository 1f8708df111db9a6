using System.Globalization;

namespace Infra.Core.Topology;

/// <summary>Where each cloud puts the devices of volumes that it has made.</summary>
public static class DevicePaths
{
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
}
