using System.Collections.Immutable;
using Infra.Core.Dns;
using Pulumi;

namespace Infra.Components.Gcp;

/// <summary>Arguments of <see cref="ServiceDns"/>.</summary>
public sealed class ServiceDnsArgs : ResourceArgs
{
    /// <summary>The managed zone's name in Cloud DNS: <c>example-com</c>.</summary>
    [Input("managedZone", required: true)]
    public required Input<string> ManagedZone { get; init; }

    /// <summary>The service's record sets, from the plan.</summary>
    public required ImmutableArray<DnsRecord> Records { get; init; }

    /// <summary>Time to live, in seconds.</summary>
    public required int Ttl { get; init; }

    /// <summary>Node key to public address, for each node whose public address a record set contains.</summary>
    public IReadOnlyDictionary<string, Output<string>> PublicAddresses { get; init; } = new Dictionary<string, Output<string>>();

    /// <summary>Resources that must exist first: a name never resolves to a node that has not been confirmed.</summary>
    public Output<ImmutableArray<Resource>> After { get; init; } = Output.Create(ImmutableArray<Resource>.Empty);
}
