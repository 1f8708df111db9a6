namespace Infra.Core.Clouds.Aws;

/// <summary>Where an instance has its EBS volumes.</summary>
public static class EbsVolumes
{
    // The range AWS keeps free for data volumes of HVM instances: /dev/xvdb[a-z] and /dev/xvdc[a-z],
    // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/device_naming.html
    private const int LettersPerRow = 26;

    /// <summary>
    /// The name a volume is attached under, which AWS requires; nodes never use it, they find volumes by id. It follows from the
    /// volume's name alone: another name would detach a volume in use, and its key is in the node's memory only.
    /// </summary>
    /// <param name="volume">Its name in the stack file.</param>
    /// <returns><c>/dev/xvdba</c> to <c>/dev/xvdcz</c>.</returns>
    public static string DeviceName(string volume)
    {
        var index = (int)(Stable.Sha256(volume)[0] * (2 * LettersPerRow) / 256);
        return $"/dev/xvd{(char)('b' + (index / LettersPerRow))}{(char)('a' + (index % LettersPerRow))}";
    }

    /// <summary>Where the AWS kernel driver puts a volume: by its id without the dash.</summary>
    /// <param name="volumeId">E.g. <c>vol-0123456789abcdef0</c>.</param>
    public static string DevicePath(string volumeId) =>
        $"/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_{volumeId.Replace("-", "", StringComparison.Ordinal)}";
}
