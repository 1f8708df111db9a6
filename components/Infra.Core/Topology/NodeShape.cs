using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Infra.Core.Catalog;
using Infra.Core.Clouds;
using Infra.Core.Spec;

namespace Infra.Core.Topology;

/// <summary>
/// What a VM was created from and keeps for life, one line of text in the lock file: service type (a bastion's is its own), machine,
/// image, volumes. A running node's machine and volumes come from here, not from the stack file: editing that file alone changes no node.
/// </summary>
/// <param name="Machine">The cloud's name of the machine size.</param>
/// <param name="Image">The image's major version: point releases do not require a replacement.</param>
internal sealed partial record NodeShape(string Type, string Machine, string Image, ImmutableSortedDictionary<string, int> VolumesGiB)
{
    // The image's major version: point releases arrive with the yearly refresh, without changing every lock file.
    private const string NewestImage = "debian-12";

    /// <summary>
    /// The customer's key that its disks are encrypted with: no cloud exchanges it under a running VM. Null: the cloud's own.
    /// </summary>
    internal string? DiskKey { get; init; }

    /// <summary>The shape of a service's new VMs.</summary>
    internal static NodeShape Of(ProjectSpec spec, ServiceSpec service) =>
        new(service.Type, ServiceCatalog.MachineFor(spec.Cloud, service.Type, service.Plan).Name, NewestImage, service.VolumesGiB)
        {
            DiskKey = spec.DiskKey,
        };

    /// <summary>The shape of new bastions.</summary>
    internal static NodeShape OfBastion(ProjectSpec spec) =>
        new(
            Bastion.Owner,
            CloudRegistry.Of<ICloudFacts>(spec.Cloud).BastionMachine.Name,
            NewestImage,
            ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal)
        )
        {
            DiskKey = spec.DiskKey,
        };

    /// <summary>Parses a lock file line; returns null if it is not valid.</summary>
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

        return new NodeShape(match.Groups["type"].Value, match.Groups["machine"].Value, match.Groups["image"].Value, volumes.ToImmutable())
        {
            DiskKey = match.Groups["key"] is { Success: true, Value: var key } ? key : null,
        };
    }

    /// <summary>
    /// What a running VM of this shape can become in place: its volumes grow to <paramref name="wanted"/> if that is larger and the cloud
    /// supports it. Everything else stays.
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

    /// <summary>The line in the lock file.</summary>
    public override string ToString() =>
        string.Join(
            ' ',
            [
                Type,
                Machine,
                Image,
                .. VolumesGiB.Select(volume => $"{volume.Key}={volume.Value}GiB"),
                .. DiskKey is null ? Array.Empty<string>() : [$"key={DiskKey}"],
            ]
        );

    public bool Equals(NodeShape? other) => other is not null && ToString() == other.ToString();

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    [GeneratedRegex(
        @"^(?<type>[a-z][a-z0-9-]*) (?<machine>[A-Za-z0-9][A-Za-z0-9._-]*) (?<image>[a-z][a-z0-9.-]*)(?: "
            + @"(?<volume>[a-z][a-z0-9-]*)=(?<size>[1-9][0-9]*)GiB)*(?: key=(?<key>[A-Za-z0-9/][A-Za-z0-9:/_.()-]*))?\z"
    )]
    private static partial Regex Form();
}
