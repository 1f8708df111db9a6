using System.Collections.Immutable;
using Infra.Core.Catalog;
using Infra.Core.Clouds;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Findings;
using Infra.Core.Spec.Text;

namespace Infra.Core.Spec;

/// <summary>Reads <c>zones</c>: how many, or which ones by the cloud's names.</summary>
internal sealed class ZonesReader(CloudKind? cloud, DiagnosticBag bag)
{
    /// <summary>The limit if the cloud, and so its own limit, is unknown.</summary>
    internal const int Most = 6;

    private readonly CloudLimits? _limits = cloud is { } kind ? CloudLimits.For(kind) : null;

    /// <summary>Number and names (empty if only the number is given); null (reported) if invalid.</summary>
    internal (int Count, ImmutableArray<string> Names)? Read(TextNode? node, string? region, SourceLocation? regionWhere)
    {
        if (region is not null && !Regions.IsWellFormed(region))
        {
            bag.Error(
                DiagnosticCodes.UnknownRegion,
                regionWhere!,
                $"{Shown.Quote(region)} is not a valid region name: use lower-case letters, digits and dashes, starting with a letter.",
                cloud is { } named ? RegionSuggestion.Remedy(region, named) : "Use the cloud's name for the region."
            );
            region = null;
        }

        if (node is TextNode.Sequence)
        {
            return ReadNames(node, region);
        }

        var zones = region is not null && cloud is { } kind && _limits is not null ? Regions.ZonesOf(kind, region) : null;
        if (region is not null && _limits is not null && zones is null)
        {
            bag.Error(
                DiagnosticCodes.UnknownRegion,
                regionWhere!,
                $"{Shown.Quote(region)} is not a region of {Words.Title(cloud!.Value)} known to this version.",
                UnknownRegionRemedy(region, cloud.Value)
            );
        }

        if (ValueReader.Integer(node, "the number of zones", "", 1, _limits?.MaxZones ?? Most, bag) is not { } count)
        {
            return null;
        }

        if (zones is { IsEmpty: true })
        {
            bag.Error(
                DiagnosticCodes.TooManyZones,
                regionWhere!,
                $"{region} has no zones; a project distributes its nodes over zones.",
                "Choose a region with zones or, if it now has zones, list them: 'zones: ["
                    + Regions.SampleZones(cloud!.Value, region!)
                    + "]'."
            );
        }
        else if (zones is { } known && count > known.Length)
        {
            bag.Error(
                DiagnosticCodes.TooManyZones,
                node!.Where,
                $"{count} zones, but {region} has {known.Length}: {Shown.List(known)}.",
                $"Write {known.Length} or fewer, or list the zones that your account sees: [{Shown.List(known)}]."
            );
        }

        return (count, []);
    }

    private static string UnknownRegionRemedy(string region, CloudKind cloud)
    {
        var remedy = RegionSuggestion.Remedy(region, cloud);
        return cloud.IsThisMachine()
            ? remedy
            : $"{remedy} For another region list its zones: 'zones: [{Regions.SampleZones(cloud, "<region>")}]'.";
    }

    private static string Sample(CloudKind cloud, string region) =>
        Regions.ZonesOf(cloud, region) switch
        {
            [var first, ..] => first,
            _ => Regions.SampleZones(cloud, region).Split(", ")[0].Trim('"'),
        };

    private (int, ImmutableArray<string>)? ReadNames(TextNode node, string? region)
    {
        var names = ImmutableSortedSet.CreateBuilder<string>(StringComparer.Ordinal);
        foreach (var item in ValueReader.List(node, "the zones", bag) ?? [])
        {
            if (ValueReader.Text(item, "a zone", bag) is not { } name)
            {
                continue;
            }

            if (region is not null && _limits is not null && !Regions.IsZoneOf(cloud!.Value, region, name))
            {
                bag.Error(
                    DiagnosticCodes.BadZoneName,
                    item.Where,
                    $"{Shown.Quote(name)} is not a zone of {region}.",
                    $"Zones of {region} read like '{Sample(cloud.Value, region)}'."
                );
            }
            else if (!names.Add(name))
            {
                bag.Error(
                    DiagnosticCodes.BadZoneName,
                    item.Where,
                    $"The zone {Shown.Quote(name)} is listed twice.",
                    "List each zone once."
                );
            }
        }

        if (node is TextNode.Sequence { Items.IsEmpty: true })
        {
            bag.Add(EmptyValue.Zones(node.Owner));
        }

        if (names.Count > (_limits?.MaxZones ?? Most))
        {
            bag.Error(
                DiagnosticCodes.NumberOutOfRange,
                node.Where,
                $"{names.Count} zones are listed; at most {_limits?.MaxZones ?? Most} can be used.",
                "Name fewer."
            );
        }

        return names.Count == 0 ? null : (names.Count, [.. names]);
    }
}
