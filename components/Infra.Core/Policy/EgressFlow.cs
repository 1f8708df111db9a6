using System.Collections.Immutable;
using Infra.Core.Addressing;

namespace Infra.Core.Policy;

/// <summary>What the nodes of a service may open connections to, outside their own service.</summary>
public sealed record EgressFlow
{
    /// <param name="service">The service whose nodes are the source.</param>
    /// <param name="cidrs">The destination, merged and sorted; never empty.</param>
    /// <param name="protocol">If null: every protocol, and so all ports.</param>
    /// <param name="ports">Destination ports, listed if a protocol is given.</param>
    /// <param name="reason">Its purpose, human-readable.</param>
    /// <exception cref="ArgumentException">
    /// Ports without a protocol, since not every protocol has them; or a protocol with all of its ports, which a node's sets cannot
    /// express.
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

    /// <summary>Stable and semantic: <c>orders-db/time/platform</c>; for display, never parsed.</summary>
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
