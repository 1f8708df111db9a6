using Infra.Core.Clouds;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Text;

namespace Infra.Core.Spec.Dns;

/// <summary>Reads <c>dns</c>.</summary>
internal sealed class DnsReader(CloudKind? cloud, DiagnosticBag bag)
{
    internal const string Key = "dns";

    // A shorter TTL only adds load to resolvers; with a longer one a replaced node's address would stay wrong for over a day.
    internal const int ShortestTtlSeconds = 30;
    internal const int LongestTtlSeconds = 86_400;
    private const int DefaultTtlSeconds = 300;

    /// <summary>Returns the zone; null if the key is missing or invalid (reported).</summary>
    internal DnsSpec? Read(TextNode? node)
    {
        var id = cloud is { } known ? ZoneKey.Of(known) : null;
        var keys =
            cloud is null ? ZoneKey.All
            : id is null ? []
            : [id.Key];
        if (node is null || MapReader.Open(node, "the DNS zone", bag, ["zone", "ttl", .. keys]) is not { } map)
        {
            return null;
        }

        var zoneNode = map.Required("zone", "zone: db.example.com");
        var zone = ValueReader.Text(zoneNode, "the zone", bag) is { } name ? ZoneName.Read(name, zoneNode!.Where, bag) : null;
        var ttl = ValueReader.Integer(map.Optional("ttl"), "the TTL", "seconds", ShortestTtlSeconds, LongestTtlSeconds, bag)
            ?? DefaultTtlSeconds;
        var cloudId = id is null ? null : ReadId(map, id);
        return zone is null || (id is not null && cloudId is null) ? null : new DnsSpec(zone, cloudId, ttl);
    }

    private string? ReadId(MapReader map, ZoneKey id)
    {
        var node = map.Required(id.Key, $"{id.Key}: {id.Example}");
        if (ValueReader.Text(node, $"the {id.What}", bag) is not { } text)
        {
            return null;
        }

        if (id.Form.IsMatch(text))
        {
            return text;
        }

        bag.Error(
            DiagnosticCodes.BadDnsZoneId,
            node!.Where,
            $"{Shown.Quote(text)} is not a valid {id.What}.",
            $"Copy it from the cloud's console, e.g. '{id.Example}'."
        );
        return null;
    }
}
