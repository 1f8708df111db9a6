namespace Infra.Core.Topology;

/// <summary>
/// The name a volume is attached under on AWS, which requires one; nodes never use it, they find volumes by id. It follows from
/// the volume's name alone: another name would detach a volume in use, and its key is in the node's memory only.
/// </summary>
public static class EbsDeviceNames
{
    // The range AWS keeps free for data volumes of HVM instances: /dev/xvdb[a-z] and /dev/xvdc[a-z],
    // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/device_naming.html
    private const int LettersPerRow = 26;

    /// <returns><c>/dev/xvdba</c> to <c>/dev/xvdcz</c>.</returns>
    public static string For(string volume)
    {
        var index = (int)(Stable.Sha256(volume)[0] * (2 * LettersPerRow) / 256);
        return $"/dev/xvd{(char)('b' + (index / LettersPerRow))}{(char)('a' + (index % LettersPerRow))}";
    }
}
