using System.Collections.Immutable;
using Infra.Core.Catalog;
using Infra.Core.Clouds;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Findings;
using Infra.Core.Spec.Text;

namespace Infra.Core.Spec;

/// <summary>Reads <c>quotas</c>: the account's quotas that differ from a new account's, in either direction.</summary>
internal sealed class QuotaReader(CloudKind? cloud, DiagnosticBag bag)
{
    /// <summary>By name; a missing one has the cloud's default.</summary>
    internal ImmutableSortedDictionary<string, int> Read(TextNode? node)
    {
        var stated = ImmutableSortedDictionary.CreateBuilder<string, int>(StringComparer.Ordinal);
        if (node is null || MapReader.AsMap(node, "the quotas", bag) is not { } map || cloud is not { } kind)
        {
            return stated.ToImmutable();
        }

        var quotas = CloudQuota.Of(kind);
        foreach (var entry in map.Entries)
        {
            if (quotas.FirstOrDefault(quota => quota.Name == entry.Key) is not { } known)
            {
                bag.Add(UnknownKey.Quota(entry, map, Words.Of(kind), [.. quotas.Select(quota => quota.Name)]));
            }
            else if (ValueReader.Integer(entry.Value, $"the quota '{known.Name}'", "", 1, known.Most, bag) is { } number)
            {
                stated[known.Name] = number;
            }
        }

        CloudRegistry.Of<IStackFileRules>(kind).CheckQuotas(stated, map.Owner, bag);
        return stated.ToImmutable();
    }
}
