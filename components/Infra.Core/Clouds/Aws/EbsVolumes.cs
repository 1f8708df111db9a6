namespace Infra.Core.Clouds.Aws;

/// <summary>An instance's paths to its EBS volumes.</summary>
public static class EbsVolumes
{
    // The range that AWS leaves available for data volumes of HVM instances: /dev/xvdb[a-z] and /dev/xvdc[a-z],
    // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/device_naming.html
    private const int LettersPerRow = 26;

    /// <summary>
    /// The device name that AWS requires for attaching a volume; nodes never use it, since they find volumes by ID. It depends on the
    /// volume's name only: a changed device name would detach a volume in use, whose key is only in the node's memory.
    /// </summary>
    /// <param name="volume">Its name in the stack file.</param>
    /// <returns><c>/dev/xvdba</c> to <c>/dev/xvdcz</c>.</returns>
    public static string DeviceName(string volume)
    {
        var index = (int)(Stable.Sha256(volume)[0] * (2 * LettersPerRow) / 256);
        return $"/dev/xvd{(char)('b' + (index / LettersPerRow))}{(char)('a' + (index % LettersPerRow))}";
    }

    /// <summary>Where the AWS kernel driver links a volume: by its ID without the dash.</summary>
    /// <param name="volumeId">E.g. <c>vol-0123456789abcdef0</c>.</param>
    public static string DevicePath(string volumeId) =>
        $"/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_{volumeId.Replace("-", "", StringComparison.Ordinal)}";
}
