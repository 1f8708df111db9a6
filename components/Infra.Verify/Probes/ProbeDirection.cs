using System.Collections.Immutable;
using Infra.Core;
using Infra.Core.Addressing;
using Infra.Core.Catalog;
using Infra.Core.Policy;
using Infra.Core.Topology;

namespace Infra.Verify.Probes;

/// <summary>All probes of one direction, e.g. "client network to orders-db": one or two rows of the table.</summary>
/// <param name="From">For display: <c>client 10.7.0.1</c>, <c>peers, outside the tunnel</c>.</param>
/// <param name="To">For display: a service; with <c>, public</c> if its nodes are probed at their public addresses.</param>
public sealed record ProbeDirection(string From, string To, ImmutableArray<Probe> Probes)
{
    /// <summary>Whether the probes target addresses inside the tunnel.</summary>
    public bool InTunnel { get; init; }
}

/// <summary>Chooses what to probe: every declared port and one undeclared, from everywhere, over IPv4 and IPv6.</summary>
public static class ProbeDirections
{
    /// <summary>
    /// A port no plan uses (service ports are 10000-30000), with a listener during probing: only a firewall can reject it.
    /// </summary>
    public const int UndeclaredPort = 30999;

    private const int SshPort = 22;

    /// <summary>The ports on which the nodes of a service get a listener.</summary>
    public static ImmutableSortedSet<int> ListenerPorts(ProjectPlan plan, string service) =>
        [.. TcpPorts(plan, service).Where(p => p != SshPort)];

    /// <summary>Every direction for every service.</summary>
    public static IEnumerable<ProbeDirection> All(ProjectPlan plan, ImmutableArray<ProbeOrigin.OutsideNetwork> origins)
    {
        var nodes = plan.Topology.Machines.ToList();
        foreach (var service in nodes.Select(n => n.Service).Distinct())
        {
            var targets = plan.Topology.MachinesOf(service).ToList();
            foreach (var origin in origins)
            {
                yield return new(
                    $"{origin.Name} {origin.Address}",
                    service,
                    [.. targets.SelectMany(t => To(plan, origin, t, NetworkAddresses(t).Where(a => a.Family == origin.Address.Family)))]
                );
            }

            foreach (var origin in origins)
            {
                yield return new(
                    $"{origin.Name} {origin.Address}",
                    $"{service}, public",
                    [
                        .. targets
                            .Where(t => PublicAddressProbes.Leads(origin, t))
                            .SelectMany(t => To(plan, origin, t, [t.PublicAddress!.Value]).Select(p => p with { IsPublic = true })),
                    ]
                );
            }

            foreach (var other in nodes.Select(n => n.Service).Distinct())
            {
                var name =
                    other == Bastion.Owner ? "bastions"
                    : other == service ? "peers, outside the tunnel"
                    : $"nodes of {other}";
                yield return new(name, service, [.. Between(plan, other, targets, NetworkAddresses)]);
            }

            if (service != Bastion.Owner)
            {
                yield return new("peers, in the tunnel", service, [.. Between(plan, service, targets, t => [t.MeshAddress])])
                {
                    InTunnel = true,
                };
            }
        }
    }

    private static IEnumerable<Probe> Between(
        ProjectPlan plan,
        string sourceService,
        List<Node> targets,
        Func<Node, IEnumerable<IpAddr>> addresses
    ) =>
        plan
            .Topology.MachinesOf(sourceService)
            .SelectMany(source =>
                targets
                    .Where(target => target.Key != source.Key)
                    .SelectMany(target => To(plan, new ProbeOrigin.OnNode(source.Key), target, addresses(target)))
            );

    private static IEnumerable<Probe> To(ProjectPlan plan, ProbeOrigin origin, Node target, IEnumerable<IpAddr> addresses)
    {
        foreach (var address in addresses)
        {
            foreach (var port in TcpPorts(plan, target.Service))
            {
                yield return new Probe(origin, target.Key, address, IpProtocol.Tcp, port);
            }

            // One port again as UDP: a rule that lacks its protocol shows here. More would only hit ICMP's rate limit.
            yield return new Probe(origin, target.Key, address, IpProtocol.Udp, ListenerPorts(plan, target.Service)[0]);

            // The tunnel's own ports answer nobody, so silence from a peer proves nothing: the handshake check covers it.
            if (origin is ProbeOrigin.OutsideNetwork)
            {
                foreach (var port in TunnelPorts(plan, target.Service))
                {
                    yield return new Probe(origin, target.Key, address, IpProtocol.Udp, port);
                }
            }
        }
    }

    // WireGuard's also where there is none: a port that is closed then.
    private static ImmutableSortedSet<int> TunnelPorts(ProjectPlan plan, string service) =>
        [
            ReservedPorts.WireGuard,
            .. plan.Policy.Flows.Where(f => f.Service == service && f.Purpose is FlowPurpose.Tunnel).SelectMany(f => f.Ports.AsNumbers()),
        ];

    private static ImmutableSortedSet<int> TcpPorts(ProjectPlan plan, string service) =>
        [
            SshPort,
            UndeclaredPort,
            .. plan.Policy.Flows.Where(f => f.Service == service && f.Protocol == IpProtocol.Tcp).SelectMany(f => f.Ports.AsNumbers()),
        ];

    private static IEnumerable<IpAddr> NetworkAddresses(Node node) => node.Address6 is { } v6 ? [node.Address, v6] : [node.Address];
}
