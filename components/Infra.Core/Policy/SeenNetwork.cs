using System.Collections.Immutable;

namespace Infra.Core.Policy;

/// <summary>A network as its cloud describes it; null or empty for what it did not report, as in a plan without credentials.</summary>
/// <param name="Cidr">Its only network, on clouds whose networks have one.</param>
/// <param name="Resolves">Whether the cloud's resolver answers instances in it.</param>
public sealed record SeenNetwork(string? Cidr, bool? Resolves)
{
    /// <summary>The cloud's ID; compared case-insensitively, as Azure does.</summary>
    public string? Id { get; init; }

    /// <summary>Its region, on clouds with regional networks.</summary>
    public string? Region { get; init; }

    /// <summary>Its networks, if it may have several: the file's CIDR is inside one of them.</summary>
    public ImmutableArray<string> AddressSpace { get; init; } = [];

    /// <summary>The name servers that instances in it are configured to use instead of the cloud's.</summary>
    public ImmutableArray<string> NameServers { get; init; } = [];

    /// <summary>Whether instances in it are given no name server at all.</summary>
    public bool HasNoNameServer { get; init; }
}

/// <summary>A subnet as its cloud describes it; null as above, and the zone also if subnets have none.</summary>
public sealed record SeenSubnet(string? NetworkId, string? Cidr, string? Zone);
