using Infra.Core.Catalog;
using Infra.Core.Clouds;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Text;

namespace Infra.Core.Spec.Dns;

/// <summary>
/// DNS constraints on services: names that stay distinct with every prefix and slot, and no more nodes than a record set can hold.
/// </summary>
internal static class DnsNameRules
{
    /// <param name="cloud">If null (unknown), only the names are checked.</param>
    internal static void Check(TextNode.Map services, IReadOnlyDictionary<string, ServiceSpec> read, CloudKind? cloud, DiagnosticBag bag)
    {
        foreach (var entry in services.Entries)
        {
            foreach (var owner in services.Entries.Where(other => other.Key != entry.Key && Clash(other.Key, entry.Key) is not null))
            {
                bag.Error(
                    DiagnosticCodes.DnsNameCollision,
                    entry.KeyWhere,
                    $"'{entry.Key}' would get the DNS name '{Clash(owner.Key, entry.Key)}', which belongs to the service '{owner.Key}'.",
                    $"Choose a name that does not start with '{Prefix(owner.Key, entry.Key)}' before another service's name."
                );
            }

            if (
                cloud is { } kind
                && read.TryGetValue(entry.Key, out var service)
                && DnsLimits.AddressesOfAName(kind) is { } most
                && service.Nodes > most
            )
            {
                bag.Error(
                    DiagnosticCodes.TooManyDnsAddresses,
                    entry.KeyWhere,
                    $"{service.Nodes} nodes, so {service.Nodes} addresses under one DNS name; a record set on "
                        + $"{Words.Of(kind)} holds {most}.",
                    $"Use {most} nodes or fewer, or leave '{DnsReader.Key}' out."
                );
            }
        }
    }

    /// <summary>
    /// The name that both claim: a prefixed name of the owner that equals the other service's name or one of its nodes'. Whether the owner
    /// uses the prefixed name today is irrelevant: it must be available when it does.
    /// </summary>
    private static string? Clash(string owner, string other)
    {
        var prefix = Array.Find([.. DnsLabels.Prefixes], prefix => Wants(prefix, owner, other));
        return prefix is null ? null
            : IsNodeOf(prefix + owner, other) ? other
            : prefix + owner;
    }

    private static string Prefix(string owner, string other) => DnsLabels.Prefixes.First(prefix => Wants(prefix, owner, other));

    // Nodes have public names of their own.
    private static bool Wants(string prefix, string owner, string other) =>
        prefix + owner == other || IsNodeOf(other, prefix + owner) || (prefix == DnsLabels.Public && IsNodeOf(prefix + owner, other));

    private static bool IsNodeOf(string service, string name) =>
        name.StartsWith($"{service}-", StringComparison.Ordinal)
        && name.Length > service.Length + 1
        && name.AsSpan(service.Length + 1).IndexOfAnyExceptInRange('0', '9') < 0;
}
