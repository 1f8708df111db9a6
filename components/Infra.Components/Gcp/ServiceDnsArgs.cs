using System.Collections.Immutable;
using Infra.Core.Dns;
using Pulumi;

namespace Infra.Components.Gcp;

/// <summary>What a <see cref="ServiceDns"/> is made from.</summary>
public sealed class ServiceDnsArgs : ResourceArgs
{
    /// <summary>The managed zone's name in Cloud DNS: <c>example-com</c>.</summary>
    [Input("managedZone", required: true)]
    public required Input<string> ManagedZone { get; init; }

    /// <summary>The service's record sets, of the plan.</summary>
    public required ImmutableArray<DnsRecord> Records { get; init; }

    /// <summary>Seconds.</summary>
    public required int Ttl { get; init; }

    /// <summary>Node key to public address, of each node that a record set wants it of.</summary>
    public IReadOnlyDictionary<string, Output<string>> PublicAddresses { get; init; } = new Dictionary<string, Output<string>>();

    /// <summary>What must be in place first: a name never leads to a node that has not been confirmed.</summary>
    public Output<ImmutableArray<Resource>> After { get; init; } = Output.Create(ImmutableArray<Resource>.Empty);
}
