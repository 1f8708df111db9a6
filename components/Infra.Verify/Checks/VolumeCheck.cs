using System.Globalization;
using System.Security.Cryptography;
using Infra.Core.Topology;

namespace Infra.Verify.Checks;

/// <summary>
/// Each data volume is LUKS2, aes-xts-plain64 with a 512-bit key, on the planned device, of the planned size from disk to file system,
/// mounted, and has no key slot left; and no two volumes on any nodes share a key.
/// </summary>
public sealed class VolumeCheck : ICheck
{
    private static readonly string ZeroSectorDigest = Convert.ToHexStringLower(SHA256.HashData(new byte[512]));

    // 32,768 blocks of 4 KiB.
    private const decimal BlockGroupGiB = 0.125m;

    public string Name => "volume";

    public async Task<IReadOnlyList<CheckRow>> RunAsync(CloudUnderTest cloud, CancellationToken cancellation)
    {
        var seen = await Task.WhenAll(
                cloud
                    .Plan.Topology.Nodes.SelectMany(node => node.Volumes.Select(volume => (node, volume)))
                    .Select(async v =>
                        (
                            v.node,
                            v.volume,
                            Facts: VolumeObservation.Read(
                                await cloud
                                    .Shells[v.node.Key]
                                    .RunAsync(VolumeObservation.Command(v.volume), null, cancellation)
                                    .ConfigureAwait(false)
                            )
                        )
                    )
            )
            .ConfigureAwait(false);
        var rows = seen.SelectMany(v => Judge(v.node, v.volume, v.Facts)).ToList();
        if (seen.Length > 0)
        {
            rows.Add(JudgeKeys([.. seen.Select(v => ($"{v.node.Key}/{v.volume.Name}", v.Facts))]));
        }

        return rows;
    }

    private IEnumerable<CheckRow> Judge(Node node, Volume volume, VolumeObservation facts)
    {
        var subject = $"{node.Key}/{volume.Name}";
        CheckRow Row(string expected, string observed, bool passed) => new(Name, subject, expected, observed, passed);
        if (facts.Complaint is { } complaint)
        {
            yield return Row("LUKS2 on its device", complaint, false);
            yield break;
        }

        yield return Row(
            "LUKS2 aes-xts-plain64, 512-bit key",
            $"{facts["type"]} {facts["cipher"]}, {(facts.KeyBits is { } bits ? $"{bits}-bit key" : "key unknown")}",
            facts["type"] == "LUKS2" && facts["cipher"] == "aes-xts-plain64" && facts.KeyBits == 512
        );
        yield return Row(
            $"on {volume.DevicePath}",
            $"on {facts["device"]}, named device is {facts["declared"]}",
            facts["device"].Length > 0 && facts["device"] == facts["declared"]
        );
        yield return Row(
            $"{volume.SizeGiB} GiB, all of it in use",
            $"disk {Shown(facts.DiskGiB)}, mapping {Shown(facts.MappingGiB)}, file system {Shown(facts.FileSystemGiB)}",
            facts.DiskGiB == volume.SizeGiB
                && facts.MappingGiB == facts.DiskGiB - facts.HeaderGiB
                && facts.FileSystemGiB <= facts.MappingGiB
                && facts.FileSystemGiB > facts.MappingGiB - BlockGroupGiB
        );
        yield return Row("no key slot left on disk", $"{facts["keyslots"]} key slots", facts.Keyslots == 0);
        var mounted = $"/dev/mapper/{volume.Name} ext4 {volume.Name}";
        yield return Row($"/srv/{volume.Name} is {mounted}", facts["mounted"], facts["mounted"] == mounted);
    }

    private static string Shown(decimal? gib) =>
        gib is { } size ? string.Create(CultureInfo.InvariantCulture, $"{size:0.###} GiB") : "unknown";

    private CheckRow JudgeKeys(List<(string Subject, VolumeObservation Facts)> volumes)
    {
        const string expected = "every volume has its own key";
        CheckRow Row(string observed, bool passed) => new(Name, "all volumes", expected, observed, passed);
        var incomparable = volumes.Where(v => v.Facts["plaintext"] != ZeroSectorDigest).Select(v => v.Subject).ToList();
        if (incomparable.Count > 0)
        {
            return Row($"not comparable, the first sector is not zero: {string.Join(' ', incomparable)}", false);
        }

        var digests = volumes.ToLookup(v => v.Facts["ciphertext"], v => v.Subject);
        if (digests.Contains(ZeroSectorDigest))
        {
            return Row($"stored in plain text: {string.Join(' ', digests[ZeroSectorDigest])}", false);
        }

        var shared = digests.FirstOrDefault(g => g.Count() > 1);
        return shared is null
            ? Row($"{digests.Count} volumes, {digests.Count} ciphertexts of one zero sector", true)
            : Row($"same key on {string.Join(' ', shared)}", false);
    }
}
