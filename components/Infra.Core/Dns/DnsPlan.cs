using System.Collections.Immutable;
using Infra.Core.Addressing;

namespace Infra.Core.Dns;

/// <summary>The names of a project in its public zone.</summary>
/// <param name="Zone">The zone that contains them, without the trailing dot.</param>
/// <param name="Domain">The suffix of all of them: <c>&lt;project&gt;.&lt;zone&gt;</c>.</param>
/// <param name="Records">By key; one record of each type per name.</param>
public sealed record DnsPlan(string Zone, string Domain, int TtlSeconds, ImmutableArray<DnsRecord> Records)
{
    /// <summary>The records of one service.</summary>
    public ImmutableArray<DnsRecord> Of(string service) => [.. Records.Where(record => record.Service == service)];
}

/// <summary>A record set: all addresses of one family for a name.</summary>
/// <param name="Key">Stable and semantic: <c>orders-db.a</c>, <c>orders-db-1.aaaa</c>. Names resources.</param>
/// <param name="Service">The service it belongs to.</param>
/// <param name="Label">The part before the domain, e.g. <c>replica-orders-db</c>.</param>
/// <param name="Name">The full name without the trailing dot.</param>
/// <param name="Addresses">Sorted, without duplicates; empty only if <see cref="PublicOf"/> is not.</param>
public sealed record DnsRecord(string Key, string Service, string Label, string Name, DnsRecordType Type, ImmutableArray<IpAddr> Addresses)
{
    /// <summary>Keys of the nodes whose public addresses the name has, if only the cloud knows these; otherwise empty.</summary>
    public ImmutableArray<string> PublicOf { get; init; } = [];
}

/// <summary>The record types in use.</summary>
public enum DnsRecordType
{
    /// <summary>IPv4 addresses, RFC 1035.</summary>
    A,

    /// <summary>IPv6 addresses, RFC 3596.</summary>
    Aaaa,
}
