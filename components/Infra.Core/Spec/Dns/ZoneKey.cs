using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Infra.Core.Clouds;

namespace Infra.Core.Spec.Dns;

/// <summary>The key by which each cloud finds a zone, in its own words, and what its value looks like.</summary>
internal sealed record ZoneKey(string Key, string What, Regex Form, string Example)
{
    /// <summary>The clouds' keys, sorted.</summary>
    internal static ImmutableArray<string> All =>
        [.. CloudRegistry.All.Select(cloud => cloud.DnsZone?.Key).OfType<string>().Distinct().Order(StringComparer.Ordinal)];

    /// <summary>A cloud's; null where zones have no id.</summary>
    internal static ZoneKey? Of(CloudKind cloud) => CloudRegistry.Of<IStackFileRules>(cloud).DnsZone;
}
