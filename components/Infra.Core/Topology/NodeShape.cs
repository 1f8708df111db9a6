using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Infra.Core.Catalog;
using Infra.Core.Clouds;
using Infra.Core.Spec;

namespace Infra.Core.Topology;

/// <summary>
/// What a VM was made of and keeps while it lives, in the lock file as one line of text: service type, machine, image,
/// volumes. Machine and volumes of a running node come from here, not from the stack file: an edit of the file changes no
/// node by itself.
/// </summary>
/// <param name="Machine">The cloud's own name of the machine size.</param>
/// <param name="Image">The image's major version: point releases are no reason to replace a node.</param>
internal sealed partial record NodeShape(string Type, string Machine, string Image, ImmutableSortedDictionary<string, int> VolumesGiB)
{
    // The image's major version: point releases arrive with the yearly refresh, not as a change of every lock file.
    private const string NewestImage = "debian-12";

    /// <summary>The shape of a service's new VMs.</summary>
    internal static NodeShape Of(CloudKind cloud, ServiceSpec service) =>
        new(service.Type, ServiceCatalog.MachineFor(cloud, service.Type, service.Plan).Name, NewestImage, service.VolumesGiB);

    /// <summary>The shape that a line stands for; null when it is none.</summary>
    internal static NodeShape? Parse(string text)
    {
        if (Form().Match(text) is not { Success: true } match)
        {
            return null;
        }

        var volumes = ImmutableSortedDictionary.CreateBuilder<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < match.Groups["volume"].Captures.Count; i++)
        {
            var name = match.Groups["volume"].Captures[i].Value;
            if (
                !int.TryParse(match.Groups["size"].Captures[i].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
                || !volumes.TryAdd(name, size)
            )
            {
                return null;
            }
        }

        return new NodeShape(match.Groups["type"].Value, match.Groups["machine"].Value, match.Groups["image"].Value, volumes.ToImmutable());
    }

    /// <summary>
    /// What a running VM of this shape becomes in place: its volumes as large as <paramref name="wanted"/> has them, where that
    /// is larger and the cloud can do it. All else stays.
    /// </summary>
    internal NodeShape GrownTo(NodeShape wanted, CloudKind cloud) =>
        this with
        {
            VolumesGiB = VolumesGiB.ToImmutableSortedDictionary(
                volume => volume.Key,
                volume =>
                    wanted.VolumesGiB.GetValueOrDefault(volume.Key) is var size && CloudLimits.For(cloud).GrowsInPlace(volume.Value, size)
                        ? size
                        : volume.Value,
                StringComparer.Ordinal
            ),
        };

    /// <summary>The lock file's line.</summary>
    public override string ToString() =>
        $"{Type} {Machine} {Image} {string.Join(' ', VolumesGiB.Select(volume => $"{volume.Key}={volume.Value}GiB"))}".TrimEnd();

    public bool Equals(NodeShape? other) => other is not null && ToString() == other.ToString();

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    [GeneratedRegex(
        @"^(?<type>[a-z][a-z0-9-]*) (?<machine>[A-Za-z0-9][A-Za-z0-9._-]*) (?<image>[a-z][a-z0-9.-]*)(?: "
            + @"(?<volume>[a-z][a-z0-9-]*)=(?<size>[1-9][0-9]*)GiB)*\z"
    )]
    private static partial Regex Form();
}
