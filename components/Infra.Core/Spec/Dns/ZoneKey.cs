using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Infra.Core.Clouds;

namespace Infra.Core.Spec.Dns;

/// <summary>The key by which each cloud identifies a zone, in its own terms, and the form of its value.</summary>
internal sealed record ZoneKey(string Key, string What, Regex Form, string Example)
{
    /// <summary>The clouds' keys, sorted.</summary>
    internal static ImmutableArray<string> All =>
        [.. CloudRegistry.All.Select(cloud => cloud.DnsZone?.Key).OfType<string>().Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The cloud's key; null if its zones have no ID.</summary>
    internal static ZoneKey? Of(CloudKind cloud) => CloudRegistry.Of<IStackFileRules>(cloud).DnsZone;
}
