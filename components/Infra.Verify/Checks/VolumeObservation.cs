using System.Globalization;
using Infra.Core.Topology;
using Infra.Verify.Shell;

namespace Infra.Verify.Checks;

/// <summary>A node's report on one of its data volumes: <c>key=value</c> lines from <see cref="Command"/>.</summary>
internal sealed class VolumeObservation
{
    private readonly Dictionary<string, string> facts;

    private VolumeObservation(Dictionary<string, string> facts) => this.facts = facts;

    /// <summary>What could not be observed; null if everything could.</summary>
    internal string? Complaint { get; private init; }

    internal string this[string fact] => facts.GetValueOrDefault(fact, "");

    /// <summary>
    /// One command, one round trip. <c>ciphertext</c> is the digest of the volume's first 512 encrypted bytes: ext4 leaves
    /// its first 1,024 bytes zero, and XTS encrypts equal bytes at equal offsets identically under equal keys, so two
    /// volumes have the same digest exactly if they have the same key, and no key needs to be read.
    /// <c>plaintext</c> is the digest of the same bytes decrypted: the control that they are indeed zeros.
    /// </summary>
    internal static string Command(Volume volume) =>
        $$"""
            set -eu
            export PATH=/usr/sbin:/sbin:$PATH
            name={{ShellQuote.Word(volume.Name)}}
            pattern={{ShellQuote.Word(volume.DevicePath)}}
            status=$(sudo -n cryptsetup status "$name")
            field() { printf '%s\n' "$status" | sed -n "s/^ *$1: *//p"; }
            device=$(field device)
            dump=$(sudo -n cryptsetup luksDump --dump-json-metadata "$device")
            offset=$(printf '%s' "$dump" | python3 -c 'import json,sys; print(json.load(sys.stdin)["segments"]["0"]["offset"])')
            echo "type=$(field type)"
            echo "cipher=$(field cipher)"
            # "crypt <cipher> <key>": the key as ":bytes:type:name" in the kernel's keyring, else in (hidden) hex digits.
            echo "key=$(sudo -n dmsetup table "$name" | cut -d' ' -f5)"
            echo "device=$(readlink -f "$device")"
            # In sectors of 512 bytes; the header on the disk stands before what is mapped.
            echo "disk=$(cat "/sys/class/block/$(basename "$(readlink -f "$device")")/size")"
            echo "header=$((offset / 512))"
            echo "mapping=$(sudo -n dmsetup table "$name" | cut -d' ' -f2)"
            echo "filesystem=$(sudo -n dumpe2fs -h "/dev/mapper/$name" 2>/dev/null |
                awk -F: '/^Block count/ { n = $2 } /^Block size/ { b = $2 } END { printf "%d", n * b / 512 }')"
            # Unquoted: on some clouds the path is a pattern.
            echo "declared=$(readlink -f $pattern)"
            echo "keyslots=$(printf '%s' "$dump" | python3 -c 'import json,sys; print(len(json.load(sys.stdin)["keyslots"]))')"
            echo "mounted=$(findmnt -no SOURCE,FSTYPE,LABEL --target "/srv/$name" | tr -s ' ')"
            echo "ciphertext=$(sudo -n dd if="$device" bs=512 skip=$((offset / 512)) count=1 status=none | sha256sum | cut -d' ' -f1)"
            echo "plaintext=$(sudo -n dd if="/dev/mapper/$name" bs=512 count=1 status=none | sha256sum | cut -d' ' -f1)"
            """;

    internal static VolumeObservation Read(ShellResult result)
    {
        var facts = result
            .Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('=', 2))
            .Where(pair => pair.Length == 2)
            .GroupBy(pair => pair[0])
            .ToDictionary(g => g.Key, g => g.Last()[1].Trim());
        return new VolumeObservation(facts) { Complaint = result.ExitCode == 0 ? null : result.Complaint };
    }

    /// <summary>
    /// Bits of the key in use, from the kernel's device mapper: cryptsetup counts them from the key slots, of which there are none, and
    /// reports 0.
    /// </summary>
    internal int? KeyBits
    {
        get
        {
            var key = this["key"];
            return key.StartsWith(':') && key.Split(':') is [_, var bytes, ..]
                ? int.TryParse(bytes, CultureInfo.InvariantCulture, out var count)
                    ? count * 8
                    : null
                : key.Length > 1
                    ? key.Length * 4
                    : null;
        }
    }

    /// <summary>The disk's size in GiB; null if it could not be read.</summary>
    internal decimal? DiskGiB => GiB("disk");

    /// <summary>The mapping's size in GiB: the disk without the header, if all of it is in use.</summary>
    internal decimal? MappingGiB => GiB("mapping");

    internal decimal? HeaderGiB => GiB("header");

    /// <summary>The file system's size in GiB. It leaves out a last group of blocks that would be too small.</summary>
    internal decimal? FileSystemGiB => GiB("filesystem");

    private decimal? GiB(string fact) =>
        long.TryParse(this[fact], NumberStyles.None, CultureInfo.InvariantCulture, out var sectors) && sectors > 0
            ? sectors / (decimal)(1 << 21)
            : null;

    internal int? Keyslots => int.TryParse(this["keyslots"], CultureInfo.InvariantCulture, out var count) ? count : null;
}
