using System.Collections.Immutable;
using Infra.Core.Dns;
using Pulumi;

namespace Infra.Components.Azure;

/// <summary>What a <see cref="ServiceDns"/> is made from.</summary>
public sealed class ServiceDnsArgs : ResourceArgs
{
    /// <summary>The zone's name, without the last dot: every record's name ends in it.</summary>
    public required string Zone { get; init; }

    /// <summary>The resource group that the zone is in.</summary>
    [Input("zoneResourceGroup", required: true)]
    public required Input<string> ZoneResourceGroup { get; init; }

    /// <summary>The service's record sets, of the plan.</summary>
    public required ImmutableArray<DnsRecord> Records { get; init; }

    /// <summary>Seconds.</summary>
    public required int Ttl { get; init; }

    /// <summary>Node key to public address, of each node that a record set wants it of.</summary>
    public IReadOnlyDictionary<string, Output<string>> PublicAddresses { get; init; } = new Dictionary<string, Output<string>>();

    /// <summary>Tags of the record sets.</summary>
    [Input("tags")]
    public InputMap<string> Tags { get; init; } = new();

    /// <summary>What must be in place first: a name never leads to a node that has not been confirmed.</summary>
    public Output<ImmutableArray<Resource>> After { get; init; } = Output.Create(ImmutableArray<Resource>.Empty);
}
