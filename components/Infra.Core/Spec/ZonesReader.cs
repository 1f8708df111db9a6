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
            bag.Add(UnknownRegion.Malformed(regionWhere!, region, cloud));
            region = null;
        }

        if (node is TextNode.Sequence)
        {
            return ReadNames(node, region);
        }

        var zones = region is not null && cloud is { } kind && _limits is not null ? Regions.ZonesOf(kind, region) : null;
        if (region is not null && _limits is not null && zones is null)
        {
            bag.Add(UnknownRegion.OfProject(regionWhere!, region, cloud!.Value));
        }

        if (ValueReader.Integer(node, "the number of zones", "", 1, _limits?.MaxZones ?? Most, bag) is not { } count)
        {
            return null;
        }

        if (zones is { IsEmpty: true })
        {
            bag.Add(TooManyZones.OfNone(regionWhere!, region!, Regions.SampleZones(cloud!.Value, region!)));
        }
        else if (zones is { } known && count > known.Length)
        {
            bag.Add(TooManyZones.Of(node!.Where, count, region!, known));
        }

        return (count, []);
    }

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
                bag.Add(BadZoneName.NotOfRegion(item.Where, name, cloud.Value, region));
            }
            else if (!names.Add(name))
            {
                bag.Add(BadZoneName.Twice(item.Where, name));
            }
        }

        if (node is TextNode.Sequence { Items.IsEmpty: true })
        {
            bag.Add(EmptyValue.Zones(node.Owner));
        }

        if (names.Count > (_limits?.MaxZones ?? Most))
        {
            bag.Add(NumberOutOfRange.Zones(node.Where, names.Count, _limits?.MaxZones ?? Most));
        }

        return names.Count == 0 ? null : (names.Count, [.. names]);
    }
}
