using System.Collections.Immutable;
using Infra.Core.Addressing;

namespace Infra.Core.Dns;

/// <summary>The names of a project in its public zone.</summary>
/// <param name="Zone">The zone they are in, without the last dot.</param>
/// <param name="Domain">What all of them end in: <c>&lt;project&gt;.&lt;zone&gt;</c>.</param>
/// <param name="Records">By key; a name has one of each type.</param>
public sealed record DnsPlan(string Zone, string Domain, int TtlSeconds, ImmutableArray<DnsRecord> Records)
{
    /// <summary>The records of one service.</summary>
    public ImmutableArray<DnsRecord> Of(string service) => [.. Records.Where(record => record.Service == service)];
}

/// <summary>All addresses of one family that a name has: a record set.</summary>
/// <param name="Key">Stable, by meaning: <c>orders-db.a</c>, <c>orders-db-1.aaaa</c>. Names resources.</param>
/// <param name="Service">The service it belongs to.</param>
/// <param name="Label">What stands before the domain, e.g. <c>replica-orders-db</c>.</param>
/// <param name="Name">In full, without the last dot.</param>
/// <param name="Addresses">Sorted, without duplicates; empty only where <see cref="PublicOf"/> is not.</param>
public sealed record DnsRecord(string Key, string Service, string Label, string Name, DnsRecordType Type, ImmutableArray<IpAddr> Addresses)
{
    /// <summary>Keys of the nodes whose public addresses the name has, where only the cloud knows these; else empty.</summary>
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
