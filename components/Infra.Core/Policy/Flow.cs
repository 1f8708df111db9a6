using Infra.Core.Addressing;
using Infra.Core.Topology;

namespace Infra.Core.Policy;

/// <summary>Who may talk to whom, on what, and why: the intent that every filtering layer is compiled from and checked against.</summary>
public sealed record Flow
{
    /// <param name="service">The service whose nodes are the destination.</param>
    /// <param name="ports">Destination ports: listed if the protocol has ports, otherwise none.</param>
    /// <param name="reason">Its purpose, human-readable.</param>
    /// <exception cref="ArgumentException">The ports do not match the protocol.</exception>
    public Flow(string service, FlowPurpose purpose, IpProtocol protocol, Ports ports, string reason)
    {
        if (ports is Ports.Listed != protocol.HasPorts() || ports is Ports.All)
        {
            throw new ArgumentException(
                $"{protocol} on {ports}: neither nothing nor everything is let in by leaving out ports.",
                nameof(ports)
            );
        }

        (Service, Purpose, Protocol, Ports, Reason) = (service, purpose, protocol, ports, reason);
    }

    /// <summary>Stable and semantic: <c>orders-db/pg/clients</c>. Names rules and resources; for display, never parsed.</summary>
    public string Key => $"{Service}/{Purpose.Name}/{Purpose.Word}";

    public string Service { get; }

    public FlowPurpose Purpose { get; init; }

    public IpProtocol Protocol { get; }

    public Ports Ports { get; }

    public string Reason { get; init; }

    /// <summary>Whether the node is one of the destinations.</summary>
    public bool Reaches(Node node) =>
        node.Service == Service && (Purpose is not FlowPurpose.Mesh { OnlyTo: { } some } || some.Contains(node.Key));
}
