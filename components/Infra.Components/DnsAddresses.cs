using System.Collections.Immutable;
using Infra.Core.Dns;
using Pulumi;

namespace Infra.Components;

/// <summary>The addresses in a record set: from the plan, or assigned by the cloud.</summary>
internal static class DnsAddresses
{
    /// <summary>A component's registered outputs for its record sets: the distinct names.</summary>
    internal static IDictionary<string, object?> Registered(IEnumerable<DnsRecord> records) =>
        new Dictionary<string, object?>
        {
            ["names"] = records.Select(record => record.Name).Distinct().Order(StringComparer.Ordinal).ToImmutableArray(),
        };

    /// <summary>Sorted by their text, so the order is the same in every run.</summary>
    /// <param name="publicAddresses">Node key to public address.</param>
    /// <exception cref="KeyNotFoundException">The record refers to a node without a public address.</exception>
    internal static InputList<string> Of(DnsRecord record, IReadOnlyDictionary<string, Output<string>> publicAddresses)
    {
        var planned = record.Addresses.Select(address => address.ToString());
        return record.PublicOf.IsEmpty
            ? planned.ToArray()
            // Never null: a list of inputs cannot be built from null.
            : Output
                .All(record.PublicOf.Select(node => publicAddresses[node].OrEmpty()))
                .Derive(given => planned.Concat(given.Where(address => address.Length > 0)).Order(StringComparer.Ordinal).ToArray());
    }
}
