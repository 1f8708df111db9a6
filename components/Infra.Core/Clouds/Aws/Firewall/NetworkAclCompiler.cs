using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Policy;
using Infra.Core.Sdn;
using Infra.Core.Topology;

namespace Infra.Core.Clouds.Aws;

/// <summary>
/// Lowers the policy to one network ACL for all of the nodes' subnets. It knows networks and ports but not services, so it allows what any
/// service needs: never less than the policy, and combined with the security groups exactly the policy.
/// </summary>
/// <remarks>
/// It is stateless: replies need rules too. A client's port may be any from 1024 up; a node's own is one of Linux's ephemeral ports. Behind
/// a NAT gateway as behind the internet gateway it sees the node's private address and the other end's own, so the same rules work with and
/// without public addresses. The public subnets keep the VPC's default ACL, which allows everything: their NAT gateways accept no
/// connections, and would need the whole internet in both directions. It is compiled from the policy's flows directly and not from each
/// service's <see cref="ServiceFlows"/>: its rules are named by networks and ports only, whatever they are for.
/// </remarks>
internal static class NetworkAclCompiler
{
    private static readonly Cidr Everyone = Cidr.Parse("0.0.0.0/0");

    // AWS's recommendation for all kinds of clients: https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html
    private static readonly NumberRange ClientPorts = new(1024, 65535);

    // net.ipv4.ip_local_port_range, which nodes do not change: https://docs.kernel.org/networking/ip-sysctl.html
    private static readonly NumberRange NodePorts = new(32768, 60999);

    // Everything that listens on a node uses a port in this range.
    private static readonly NumberRange ListeningPorts = new(0, 32767);

    // Private ranges that other networks in reach of the VPC can have; the rest outside the internet has no route.
    private static readonly ImmutableArray<Cidr> OthersNetworks =
    [
        Cidr.Parse("10.0.0.0/8"),
        Cidr.Parse("100.64.0.0/10"),
        Cidr.Parse("172.16.0.0/12"),
        Cidr.Parse("192.168.0.0/16"),
    ];

    // Numbers with a fixed meaning; those in between are assigned by the lock file, AclNumbers.
    private const int Unreachable = 29_000;
    private const int FirstDeny = 30_000;
    private const int DenyStep = 10;
    private const int Rest = 32_000;

    /// <summary>Returns the ACL; null if the project does not request one.</summary>
    public static NetworkAcl? Compile(ProjectPlan plan) =>
        !plan.Spec.NetworkAcls
            ? null
            : new NetworkAcl([
                .. Draft(plan.Topology.Cidr, plan.Policy)
                    .Select(draft => draft.With(draft.Number ?? plan.Topology.AclNumbers[draft.Key]))
                    .OrderBy(rule => rule.Direction)
                    .ThenBy(rule => rule.Number),
            ]);

    /// <summary>All rules; those without a fixed number in no particular order.</summary>
    internal static ImmutableArray<AclDraft> Draft(Cidr project, NetworkPolicy policy)
    {
        // Bastions are in the public subnets, which the ACL does not surround.
        var seen = new NetworkPolicy(
            policy.Flows.Where(flow => flow.Service != Bastion.Owner),
            UnfilteredNetworks.Without(policy.Egress.Where(flow => flow.Service != Bastion.Owner), AwsPlatform.Unfiltered(project))
        );
        var open = seen.Egress.Any(flow => flow.Protocol is null && AwsPlatform.ReachesInternet(flow));
        return [.. Inbound(project, seen, open), .. Outbound(project, seen, open)];
    }

    private static IEnumerable<AclDraft> Inbound(Cidr project, NetworkPolicy policy, bool open)
    {
        var set = new TrafficSet();
        foreach (var flow in policy.Flows)
        {
            set.Add(flow.Protocol, flow.Ports, SourcesOf(flow, project), NameOf(flow));
        }

        foreach (var flow in policy.Egress.Where(flow => flow.Protocol is not null))
        {
            ImmutableArray<Cidr> from = AwsPlatform.ReachesInternet(flow) ? [Everyone] : flow.Cidrs;
            set.Add(flow.Protocol, Replies(flow.Protocol, NodePorts), from, $"replies from {NameOf(flow)}");
        }

        return open
            ? [.. Given(SdnDirection.Ingress, set), .. OpenInbound()]
            : [.. Given(SdnDirection.Ingress, set), Errors(SdnDirection.Ingress)];
    }

    /// <summary>Replies of every protocol: everything except what could open a connection to a listener.</summary>
    private static IEnumerable<AclDraft> OpenInbound() =>
        [
            .. new[] { AclProtocol.Tcp, AclProtocol.Udp }.Select(
                (protocol, i) =>
                    new AclDraft(
                        $"{Prefix(SdnDirection.Ingress)}.deny.{Word(protocol)}.{ListeningPorts}",
                        SdnDirection.Ingress,
                        FirstDeny + (i * DenyStep),
                        true,
                        false,
                        new AclTraffic(protocol, ListeningPorts),
                        Everyone,
                        "where nodes listen"
                    )
            ),
            new AclDraft(
                $"{Prefix(SdnDirection.Ingress)}.internet",
                SdnDirection.Ingress,
                Rest,
                true,
                true,
                new AclTraffic(AclProtocol.All),
                Everyone,
                "replies from the internet"
            ),
        ];

    private static IEnumerable<AclDraft> Outbound(Cidr project, NetworkPolicy policy, bool open)
    {
        var set = new TrafficSet();
        foreach (var flow in policy.Flows)
        {
            // If egress is open, its rule covers replies to the internet.
            var to = SourcesOf(flow, project);
            var needed = open ? to.Where(cidr => OthersNetworks.Any(cidr.Overlaps)).ToImmutableArray() : to;
            if (flow.Purpose is FlowPurpose.Tunnel)
            {
                set.Add(flow.Protocol, flow.Ports, to, NameOf(flow));
            }
            else
            {
                set.Add(flow.Protocol, Replies(flow.Protocol, ClientPorts), needed, "replies to clients");
            }
        }

        foreach (var flow in policy.Egress.Where(flow => flow.Protocol is not null))
        {
            set.Add(
                flow.Protocol,
                flow.Ports,
                AwsPlatform.ReachesInternet(flow) ? CidrSet.Subtract(flow.Cidrs, InternetSpace.V4) : flow.Cidrs,
                NameOf(flow)
            );
        }

        var internet = policy.Egress.Where(AwsPlatform.ReachesInternet).ToImmutableArray();
        return [.. Given(SdnDirection.Egress, set), Errors(SdnDirection.Egress), .. internet.IsEmpty ? [] : ToInternet(internet, open)];
    }

    private static IEnumerable<AclDraft> ToInternet(ImmutableArray<EgressFlow> flows, bool open)
    {
        var set = new TrafficSet();
        foreach (var flow in flows.Where(flow => !open && flow.Protocol is not null))
        {
            set.Add(flow.Protocol, flow.Ports, [Everyone], NameOf(flow));
        }

        return
        [
            .. OthersNetworks.Select(
                (network, i) =>
                    new AclDraft(
                        $"{Prefix(SdnDirection.Egress)}.deny.{RuleName.Of(network)}",
                        SdnDirection.Egress,
                        FirstDeny + (i * DenyStep),
                        true,
                        false,
                        new AclTraffic(AclProtocol.All),
                        network,
                        "not the internet"
                    )
            ),
            .. set.Compress()
                .Select(traffic => new AclDraft(
                    RuleName.Of($"{Prefix(SdnDirection.Egress)}.internet", traffic.Protocol, traffic.Ports, RuleName.Of(Everyone)),
                    SdnDirection.Egress,
                    null,
                    true,
                    true,
                    Of(traffic),
                    Everyone,
                    string.Join(", ", traffic.Purposes)
                )),
            .. open
                ?
                [
                    new AclDraft(
                        $"{Prefix(SdnDirection.Egress)}.internet",
                        SdnDirection.Egress,
                        Rest,
                        true,
                        true,
                        new AclTraffic(AclProtocol.All),
                        Everyone,
                        "the internet"
                    ),
                ]
                : Array.Empty<AclDraft>(),
        ];
    }

    // From anywhere: a router on the path may send them, not only the other end.
    private static AclDraft Errors(SdnDirection direction) =>
        new(
            $"{Prefix(direction)}.icmp-unreachable",
            direction,
            Unreachable,
            false,
            true,
            new AclTraffic(AclProtocol.IcmpUnreachable),
            Everyone,
            "path MTU, refusals"
        );

    private static IEnumerable<AclDraft> Given(SdnDirection direction, TrafficSet set) =>
        set.Compress()
            .Select(traffic => new AclDraft(
                RuleName.Of(Prefix(direction), traffic.Protocol, traffic.Ports, RuleName.Of(traffic.Cidr)),
                direction,
                null,
                false,
                true,
                Of(traffic),
                traffic.Cidr,
                string.Join(", ", traffic.Purposes)
            ));

    /// <summary>The sources that the ACL admits for a flow; peers by the project's network, regardless of today's zones.</summary>
    private static ImmutableArray<Cidr> SourcesOf(Flow flow, Cidr project) =>
        flow.Purpose switch
        {
            FlowPurpose.FromOutside from when from.Sources.All(cidr => cidr.Family == IpFamily.V4) => from.Sources,
            FlowPurpose.Tunnel => [project],
            FlowPurpose.Mesh => [],
            _ => throw new InvalidOperationException($"Flow {flow.Key}: a network ACL here cannot express {flow.Purpose}."),
        };

    private static NumberRange? Replies(IpProtocol? protocol, NumberRange ports) =>
        protocol is IpProtocol.Tcp or IpProtocol.Udp ? ports : null;

    private static AclTraffic Of(Traffic traffic) =>
        new(
            traffic.Protocol switch
            {
                null => AclProtocol.All,
                IpProtocol.Tcp => AclProtocol.Tcp,
                IpProtocol.Udp => AclProtocol.Udp,
                IpProtocol.Esp => AclProtocol.Esp,
                var other => throw new InvalidOperationException($"A network ACL has no rule for {other}."),
            },
            traffic.Ports
        );

    private static string Prefix(SdnDirection direction) => $"{NetworkAcl.Name}.{(direction == SdnDirection.Ingress ? "in" : "out")}";

    private static string Word(AclProtocol protocol) => protocol == AclProtocol.Tcp ? "tcp" : "udp";

    private static string NameOf(Flow flow) => $"{flow.Service}/{flow.Purpose.Name}";

    // All services' nodes have the same destinations.
    private static string NameOf(EgressFlow flow) => flow.Purpose.Name;
}
