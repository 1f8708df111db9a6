using System.Globalization;
using System.Text;

namespace Infra.Core.Dns;

/// <summary>A project's names as text, for servers and people.</summary>
public static class DnsText
{
    /// <summary>As a hosts file (hosts(5)): each address once, with all of its names.</summary>
    public static string Hosts(DnsPlan plan)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# The names of {plan.Domain}.\n");
        foreach (
            var address in plan
                .Records.SelectMany(record => record.Addresses.Select(address => (address, record.Name)))
                .GroupBy(pair => pair.address, pair => pair.Name)
                .OrderBy(group => group.Key)
        )
        {
            text.Append(CultureInfo.InvariantCulture, $"{address.Key} {string.Join(' ', address.Order(StringComparer.Ordinal))}\n");
        }

        return text.ToString();
    }

    /// <summary>As a zone file (RFC 1035, section 5), one record per line.</summary>
    public static string Zone(DnsPlan plan)
    {
        var text = new StringBuilder();
        foreach (var record in plan.Records)
        {
            foreach (var address in record.Addresses)
            {
                text.Append(CultureInfo.InvariantCulture, $"{record.Name}. {plan.TtlSeconds} IN {Of(record.Type)} {address}\n");
            }

            foreach (var node in record.PublicOf)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"; {record.Name}. {plan.TtlSeconds} IN {Of(record.Type)} public address of {node}\n"
                );
            }
        }

        return text.ToString();
    }

    /// <summary>The type as spelled by DNS and all clouds.</summary>
    public static string Of(DnsRecordType type) =>
        type switch
        {
            DnsRecordType.A => "A",
            DnsRecordType.Aaaa => "AAAA",
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "No such record type."),
        };
}
