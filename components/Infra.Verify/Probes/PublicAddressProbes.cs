using Infra.Core;
using Infra.Core.Addressing;
using Infra.Core.Clouds.Local;
using Infra.Core.Topology;

namespace Infra.Verify.Probes;

/// <summary>
/// Whether a host responds at the public address a node has, or would have. An RST is as good as a connection for that, so one port
/// suffices and nothing needs to listen on it.
/// </summary>
public static class PublicAddressProbes
{
    private const int AnyPort = 22;

    /// <summary>
    /// Whether an outside network should reach the node at its public address: not if it has none, and never from a private address.
    /// </summary>
    public static bool Leads(ProbeOrigin.OutsideNetwork origin, Node node) =>
        node.PublicAddress is not null && LocalNetwork.ReachesPublicAddresses(origin.Address);

    /// <summary>From outside to a node's public address.</summary>
    public static Probe To(ProbeOrigin.OutsideNetwork origin, Node node) =>
        new(origin, node.Key, LocalNetwork.PublicAddressFor(node), IpProtocol.Tcp, AnyPort) { IsPublic = true };

    /// <summary>
    /// The control: the same to its private address. If the node or the outside network did not exist, silence would prove nothing.
    /// </summary>
    public static Probe Control(ProbeOrigin.OutsideNetwork origin, Node node) =>
        new(origin, node.Key, node.Address, IpProtocol.Tcp, AnyPort);

    /// <summary>The outside networks that can probe, each with each node of a service. No public address is IPv6.</summary>
    public static IEnumerable<(ProbeOrigin.OutsideNetwork Origin, Node Node)> Pairs(
        ProjectPlan plan,
        string service,
        IEnumerable<ProbeOrigin.OutsideNetwork> origins
    ) =>
        from origin in origins
        where origin.Address.Family == IpFamily.V4
        from node in plan.Topology.MachinesOf(service)
        select (origin, node);
}
