using System.Collections.Immutable;

namespace Infra.Core.Policy;

/// <summary>A network as its cloud describes it; null or empty is what it did not say, as in a plan without credentials.</summary>
/// <param name="Cidr">Its one network, where a cloud's networks have one.</param>
/// <param name="Resolves">Whether instances in it get answers from the cloud's resolver.</param>
public sealed record SeenNetwork(string? Cidr, bool? Resolves)
{
    /// <summary>The id the cloud knows it by; compared without regard to case, as Azure does.</summary>
    public string? Id { get; init; }

    /// <summary>Where it is, where a cloud's networks are in one region.</summary>
    public string? Region { get; init; }

    /// <summary>Its networks, where it may have several: the file's CIDR lies in one of them.</summary>
    public ImmutableArray<string> AddressSpace { get; init; } = [];

    /// <summary>Addresses of the name servers that instances in it are told to ask instead of the cloud's.</summary>
    public ImmutableArray<string> NameServers { get; init; } = [];

    /// <summary>Whether instances in it are told of no name server at all.</summary>
    public bool HasNoNameServer { get; init; }
}

/// <summary>A subnet as its cloud describes it; null as above, and the zone also where subnets have none.</summary>
public sealed record SeenSubnet(string? NetworkId, string? Cidr, string? Zone);
