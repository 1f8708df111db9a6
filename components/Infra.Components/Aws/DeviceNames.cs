using Infra.Core;

namespace Infra.Components.Aws;

/// <summary>
/// The name a volume is attached under. AWS wants one; nodes never use it, they find volumes by id. It follows from the
/// volume's name alone, because another name would detach a volume in use, and its key is in the node's memory only.
/// </summary>
internal static class DeviceNames
{
    // The range AWS keeps free for data volumes of HVM instances: /dev/xvdb[a-z] and /dev/xvdc[a-z].
    private const int LettersPerRow = 26;

    internal static string For(string volume)
    {
        var index = (int)(Stable.Sha256(volume)[0] * (2 * LettersPerRow) / 256);
        return $"/dev/xvd{(char)('b' + (index / LettersPerRow))}{(char)('a' + (index % LettersPerRow))}";
    }

    /// <summary>Sentences about volumes of one service that would be attached under the same name; none is the rule.</summary>
    internal static IEnumerable<string> Clashes(string service, IEnumerable<string> volumes) =>
        from sharing in volumes.GroupBy(For)
        where sharing.Count() > 1
        select $"service {service}: volumes {string.Join(" and ", sharing.Order(StringComparer.Ordinal))} would both be attached "
            + $"as {sharing.Key}. Rename one of them.";
}
