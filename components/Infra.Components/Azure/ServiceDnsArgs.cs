using System.Collections.Immutable;
using Infra.Core.Dns;
using Pulumi;

namespace Infra.Components.Azure;

/// <summary>Arguments of <see cref="ServiceDns"/>.</summary>
public sealed class ServiceDnsArgs : ResourceArgs
{
    /// <summary>The zone's name, without the trailing dot: every record's name ends in it.</summary>
    public required string Zone { get; init; }

    /// <summary>The resource group of the zone.</summary>
    [Input("zoneResourceGroup", required: true)]
    public required Input<string> ZoneResourceGroup { get; init; }

    /// <summary>The service's record sets, from the plan.</summary>
    public required ImmutableArray<DnsRecord> Records { get; init; }

    /// <summary>Time to live, in seconds.</summary>
    public required int Ttl { get; init; }

    /// <summary>Node key to public address, for each node whose public address a record set contains.</summary>
    public IReadOnlyDictionary<string, Output<string>> PublicAddresses { get; init; } = new Dictionary<string, Output<string>>();

    /// <summary>Tags of the record sets.</summary>
    [Input("tags")]
    public InputMap<string> Tags { get; init; } = new();

    /// <summary>Resources that must exist first: a name never resolves to a node that has not been confirmed.</summary>
    public Output<ImmutableArray<Resource>> After { get; init; } = Output.Create(ImmutableArray<Resource>.Empty);
}
