using System.Collections.Immutable;
using Infra.Core.Addressing;

namespace Infra.Core.Policy;

/// <summary>What the nodes of a service may open connections to, outside their own service.</summary>
public sealed record EgressFlow
{
    /// <param name="service">The service whose nodes are the source.</param>
    /// <param name="cidrs">The destination, merged and sorted; never empty.</param>
    /// <param name="protocol">Null: every protocol, and so all their ports.</param>
    /// <param name="ports">Destination ports: listed where a protocol is named.</param>
    /// <param name="reason">For people: what it is for.</param>
    /// <exception cref="ArgumentException">
    /// Ports of every protocol, of which not every one has any; or a protocol on all of its ports, which no set of a node's filter holds.
    /// </exception>
    public EgressFlow(string service, EgressPurpose purpose, ImmutableArray<Cidr> cidrs, IpProtocol? protocol, Ports ports, string reason)
    {
        if (protocol is null ? ports is not Ports.All : ports is not Ports.Listed)
        {
            throw new ArgumentException(
                $"{protocol?.ToString() ?? "Every protocol"} on {ports} names ports or a protocol, but not both.",
                nameof(ports)
            );
        }

        (Service, Purpose, Cidrs, Protocol, Ports, Reason) = (service, purpose, cidrs, protocol, ports, reason);
    }

    /// <summary>Stable, by meaning: <c>orders-db/time/platform</c>; for reading, never taken apart.</summary>
    public string Key => $"{Service}/{Purpose.Name}/{Purpose.Word}";

    public string Service { get; }

    public EgressPurpose Purpose { get; }

    public ImmutableArray<Cidr> Cidrs { get; init; }

    public IpProtocol? Protocol { get; }

    public Ports Ports { get; }

    public string Reason { get; }

    /// <inheritdoc cref="EgressPurpose.Platform"/>
    public bool ForRootAlone => Purpose is EgressPurpose.Platform { ForRootAlone: true };
}
