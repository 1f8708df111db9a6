using System.Collections.Immutable;
using Infra.Core.Dns;
using Pulumi;

namespace Infra.Components;

/// <summary>What a record set holds: addresses of the plan, and those that the cloud gives.</summary>
internal static class DnsAddresses
{
    /// <summary>What a component says of its record sets: the names, each once.</summary>
    internal static IDictionary<string, object?> Registered(IEnumerable<DnsRecord> records) =>
        new Dictionary<string, object?>
        {
            ["names"] = records.Select(record => record.Name).Distinct().Order(StringComparer.Ordinal).ToImmutableArray(),
        };

    /// <summary>In the order of their text, which is the same in every run.</summary>
    /// <param name="publicAddresses">Node key to public address.</param>
    /// <exception cref="KeyNotFoundException">The record is of a node that has no public address.</exception>
    internal static InputList<string> Of(DnsRecord record, IReadOnlyDictionary<string, Output<string>> publicAddresses)
    {
        var planned = record.Addresses.Select(address => address.ToString());
        return record.PublicOf.IsEmpty
            ? planned.ToArray()
            // Never null, which no list of inputs can be made from.
            : Output
                .All(record.PublicOf.Select(node => publicAddresses[node].OrEmpty()))
                .Derive(given => planned.Concat(given.Where(address => address.Length > 0)).Order(StringComparer.Ordinal).ToArray());
    }
}
