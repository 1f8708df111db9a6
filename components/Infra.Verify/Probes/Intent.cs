using Infra.Core.Addressing;
using Infra.Core.Policy;
using Infra.Core.Topology;

namespace Infra.Verify.Probes;

/// <summary>
/// The policy's verdict on one connection, derived only from the flows: independent of the emitters, so that a bug in an emitter cannot
/// hide itself.
/// </summary>
public sealed class Intent(ProjectTopology topology, NetworkPolicy policy)
{
    /// <summary>The flow that declares this connection, or null if none does.</summary>
    public Flow? Declaring(Probe probe)
    {
        var target = Target(probe);
        return policy.Flows.FirstOrDefault(flow =>
            flow.Reaches(target)
            && flow.Protocol == probe.Protocol
            && flow.Ports.Contains(probe.Port)
            && Matches(flow.Purpose, probe, target)
        );
    }

    /// <summary>The node a probe targets.</summary>
    /// <exception cref="InvalidOperationException">It targets an outside network.</exception>
    internal Node Target(Probe probe) => topology.Machines.Single(n => n.Key == probe.Target);

    /// <summary>Whether the policy allows a node to open this connection to an outside network.</summary>
    /// <exception cref="ArgumentException">The probe does not start on a node.</exception>
    public bool LetsOut(Probe probe) =>
        probe.Origin is ProbeOrigin.OnNode on
            ? policy.Egress.Any(flow =>
                flow.Service == topology.Machines.Single(n => n.Key == on.Node).Service
                && flow.Cidrs.Any(cidr => cidr.Contains(probe.Address))
                && (flow.Protocol is null || flow.Protocol == probe.Protocol)
                && flow.Ports.Contains(probe.Port)
            )
            : throw new ArgumentException($"{probe} does not start on a node.", nameof(probe));

    private bool Matches(FlowPurpose purpose, Probe probe, Node target)
    {
        var inTunnel = probe.Address == target.MeshAddress;
        return (purpose, probe.Origin) switch
        {
            (FlowPurpose.FromOutside from, ProbeOrigin.OutsideNetwork outside) => from.Sources.Any(c => c.Contains(outside.Address)),
            (FlowPurpose.FromOutside from, ProbeOrigin.OnNode on) => !inTunnel
                && from.Sources.Any(c => c.Contains(NetworkAddress(on.Node, probe.Address.Family))),
            (FlowPurpose.Tunnel, ProbeOrigin.OnNode on) => !inTunnel && IsPeer(on.Node, target),
            (FlowPurpose.Mesh, ProbeOrigin.OnNode on) => inTunnel && IsPeer(on.Node, target),
            _ => false,
        };
    }

    private bool IsPeer(string node, Node target) =>
        node != target.Key && topology.Machines.Single(n => n.Key == node).Service == target.Service;

    private IpAddr NetworkAddress(string key, IpFamily family)
    {
        var node = topology.Machines.Single(n => n.Key == key);
        return family == IpFamily.V6 && node.Address6 is { } v6 ? v6 : node.Address;
    }
}
