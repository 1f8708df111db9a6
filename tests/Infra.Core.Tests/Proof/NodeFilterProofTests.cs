using FsCheck;
using FsCheck.Xunit;
using Infra.Core.Policy;
using Infra.Core.Spec;
using Infra.Core.Tests.Fixtures;
using Infra.Core.Topology;
using Infra.Reachability.Iptables;
using Infra.Reachability.Packets;

namespace Infra.Core.Tests.Proof;

/// <summary>The emitted node firewall, read back, accepts exactly what the policy allows: no more, no less.</summary>
public sealed class NodeFilterProofTests
{
    private static readonly string[] Interfaces = ["eth0", "ipsec0", "wg0"];

    [Property(MaxTest = 10)]
    public void Input_AnyProject_AcceptsExactlyThePolicy(DoNotSize<int> seed)
    {
        var project = RandomProject.Of(seed.Item);
        var intent = new Intent(project.Plan);
        foreach (var node in FirstAndLastOfEachService(project.Plan))
        {
            var firewall = Filled.Firewall(Filled.InService(project.Plan, node.Key, []));
            foreach (var destination in NodeIps.Of(node))
            {
                var emitted = firewall.Of(destination.V6);
                var sources = PacketClasses.Addresses(destination.V6, intent.Boundaries, emitted.Boundaries);
                var ports = PacketClasses.Ports(intent.Boundaries, emitted.Boundaries);
                foreach (
                    var packet in PacketClasses.Of(sources, destination, ports).Concat(PacketClasses.Control(sources.Take(20), destination))
                )
                {
                    foreach (var name in Interfaces)
                    {
                        Check(project, intent, node, firewall, packet with { InInterface = name });
                    }
                }
            }
        }
    }

    [Property(MaxTest = 20)]
    public void Input_PacketsThatAreNotNew_AreKnownOrDropped(DoNotSize<int> seed)
    {
        var project = RandomProject.Of(seed.Item);
        var intent = new Intent(project.Plan);
        var node = project.Plan.Topology.Nodes[0];
        var firewall = Filled.Firewall(Filled.InService(project.Plan, node.Key, []));
        foreach (var destination in NodeIps.Of(node))
        {
            var sources = PacketClasses.Addresses(destination.V6, intent.Boundaries).Take(10).ToList();
            foreach (var packet in PacketClasses.Of(sources, destination, [22, 23, 4501]))
            {
                foreach (var state in Enum.GetValues<Tracking>())
                {
                    Check(project, intent, node, firewall, packet with { State = state });
                    Check(project, intent, node, firewall, packet with { State = state, InInterface = "lo" });
                }
            }
        }
    }

    /// <summary>Operators and peers need no entry in a table that a client may fill, and nobody else bypasses it.</summary>
    [Property(MaxTest = 10)]
    public void Raw_AnyProject_LeavesOperatorsAndPeersUntrackedBothWaysAndNobodyElse(DoNotSize<int> seed)
    {
        var project = RandomProject.Of(seed.Item);
        var intent = new Intent(project.Plan);
        foreach (var node in FirstAndLastOfEachService(project.Plan))
        {
            var firewall = Filled.Firewall(Filled.InService(project.Plan, node.Key, []));
            foreach (var self in NodeIps.Of(node))
            {
                var emitted = firewall.Of(self.V6);
                var ports = PacketClasses.Ports(
                    intent.Boundaries,
                    emitted.Boundaries,
                    (self.V6 ? firewall.Raw6 : firewall.Raw4)!.Boundaries
                );
                foreach (
                    var packet in PacketClasses
                        .Of(PacketClasses.Addresses(self.V6, intent.Boundaries, emitted.Boundaries), self, ports)
                        .SelectMany(BothWays)
                )
                {
                    foreach (var name in Interfaces)
                    {
                        var (comes, leaves) = (
                            packet with
                            {
                                InInterface = name,
                            },
                            packet with
                            {
                                Source = packet.Destination,
                                Destination = packet.Source,
                                InInterface = "",
                                OutInterface = name,
                            }
                        );
                        Assert.True(
                            intent.Untracked(node, comes, leaves: false) == firewall.Untracks(comes, leaves: false),
                            $"{comes}\n{project.Text}"
                        );
                        Assert.True(
                            intent.Untracked(node, leaves, leaves: true) == firewall.Untracks(leaves, leaves: true),
                            $"{leaves}\n{project.Text}"
                        );

                        // The filter, then: as if it were new, and replies.
                        Check(project, intent, node, firewall, comes with { State = Tracking.Untracked });
                        Verify(
                            project,
                            leaves,
                            intent.FromNode(node, leaves with { State = Tracking.Untracked }),
                            firewall.Output(leaves with { State = Tracking.Untracked })
                        );
                    }
                }
            }
        }
    }

    // Before the first push a node has no mesh at all, whatever kind it will have.
    private static ProjectPlan WithoutIPsec(ProjectPlan plan) =>
        plan with
        {
            Spec = plan.Spec with
            {
                Services = plan.Spec.Services.SetItems(
                    plan.Spec.Services.Select(service => KeyValuePair.Create(service.Key, service.Value with { Mesh = MeshKind.WireGuard }))
                ),
            },
        };

    // A packet to a port, and TCP's reply from it to an ephemeral port.
    private static IEnumerable<Packet> BothWays(Packet packet) =>
        packet.Protocol == ProtocolNumber.Tcp
            ?
            [
                packet,
                packet with
                {
                    Opens = false,
                },
                packet with
                {
                    SourcePort = packet.DestinationPort,
                    DestinationPort = 40000,
                    Opens = false,
                },
                packet with
                {
                    SourcePort = packet.DestinationPort,
                    DestinationPort = 40000,
                },
            ]
            : [packet];

    [Property(MaxTest = 20)]
    public void FirstBoot_AnyProject_AcceptsManagementAlone(DoNotSize<int> seed)
    {
        var project = RandomProject.Of(seed.Item);
        var intent = new Intent(
            WithoutIPsec(project.Plan) with
            {
                Policy = new([.. project.Plan.Policy.Flows.Where(flow => flow.Purpose is FlowPurpose.Management)]),
            }
        );
        var node = project.Plan.Topology.Nodes[0];
        var bundle = Filled.FirstBundle(project.Plan, node.Key);
        string File(string name) => bundle.Files.Single(file => file.Path == $"/etc/infra/firewall/{name}").Content;
        foreach (var firewall in (NodeFirewall[])[Filled.Firewall(bundle), NodeFirewall.Read("", File("lockdown.v4"), File("lockdown.v6"))])
        {
            foreach (var destination in NodeIps.Of(node))
            {
                var sources = PacketClasses.Addresses(destination.V6, intent.Boundaries, firewall.Of(destination.V6).Boundaries);
                foreach (var packet in PacketClasses.Of(sources, destination, PacketClasses.Ports(new Intent(project.Plan).Boundaries)))
                {
                    Check(project, intent, node, firewall, packet);
                }
            }
        }
    }

    [Property(MaxTest = 8)]
    public void Output_AnyProject_AllowsExactlyThePolicy(DoNotSize<int> seed)
    {
        var project = RandomProject.Of(seed.Item);
        var intent = new Intent(project.Plan);
        foreach (var node in FirstAndLastOfEachService(project.Plan))
        {
            var firewall = Filled.Firewall(Filled.InService(project.Plan, node.Key, []));
            foreach (var packet in Outward(intent, node, firewall, intent))
            {
                Verify(project, packet, intent.FromNode(node, packet), firewall.Output(packet));
            }
        }
    }

    [Property(MaxTest = 8)]
    public void Output_BeforeTheFirstPush_IsThePolicyWithoutPeers(DoNotSize<int> seed)
    {
        var project = RandomProject.Of(seed.Item);
        var node = project.Plan.Topology.Nodes[0];
        var intent = new Intent(WithoutIPsec(project.Plan) with { Policy = project.Plan.Policy with { Flows = [] } });
        var bundle = Filled.FirstBundle(project.Plan, node.Key);
        string File(string name) => bundle.Files.Single(file => file.Path == $"/etc/infra/firewall/{name}").Content;
        foreach (var firewall in (NodeFirewall[])[Filled.Firewall(bundle), NodeFirewall.Read("", File("lockdown.v4"), File("lockdown.v6"))])
        {
            foreach (var packet in Outward(intent, node, firewall, new Intent(project.Plan)))
            {
                Verify(project, packet, intent.FromNode(node, packet), firewall.Output(packet));
            }
        }
    }

    [Property(MaxTest = 20)]
    public void Output_PacketsThatAreNotNew_AreKnownOrDropped(DoNotSize<int> seed)
    {
        var project = RandomProject.Of(seed.Item);
        var intent = new Intent(project.Plan);
        var node = project.Plan.Topology.Nodes[0];
        var firewall = Filled.Firewall(Filled.InService(project.Plan, node.Key, []));
        foreach (var source in NodeIps.Of(node))
        {
            foreach (
                var packet in PacketClasses.Outward(
                    PacketClasses.Of(PacketClasses.Addresses(source.V6, intent.OutboundBoundaries).Take(10).ToList(), source, [22, 443])
                )
            )
            {
                foreach (
                    var known in Enum.GetValues<Tracking>()
                        .SelectMany(state =>
                            new[]
                            {
                                packet with
                                {
                                    State = state,
                                    OutInterface = "eth0",
                                },
                                packet with
                                {
                                    State = state,
                                    OutInterface = "lo",
                                },
                            }
                        )
                )
                {
                    Verify(project, known, intent.FromNode(node, known), firewall.Output(known));
                }
            }
        }
    }

    [Property(MaxTest = 10)]
    public void Forward_AnyPacket_IsRefused(DoNotSize<int> seed)
    {
        var project = RandomProject.Of(seed.Item);
        var node = project.Plan.Topology.Nodes[0];
        var firewall = Filled.Firewall(Filled.InService(project.Plan, node.Key, []));
        foreach (var address in NodeIps.Of(node))
        {
            foreach (
                var packet in PacketClasses.Of(
                    PacketClasses.Addresses(address.V6, new Intent(project.Plan).Boundaries),
                    address,
                    [1, 22, 4501]
                )
            )
            {
                Verify(project, packet, Verdict.Reject, firewall.Forward(packet));
            }
        }
    }

    /// <summary>Every kind of packet the node may want to send, on either interface.</summary>
    private static IEnumerable<Packet> Outward(Intent intent, Node node, NodeFirewall firewall, Intent whole)
    {
        foreach (var source in NodeIps.Of(node))
        {
            var emitted = firewall.Of(source.V6);
            var destinations = PacketClasses.Addresses(
                source.V6,
                intent.Boundaries,
                intent.OutboundBoundaries,
                whole.Boundaries,
                emitted.Boundaries
            );
            var ports = PacketClasses.Ports(intent.Boundaries, intent.OutboundBoundaries, whole.Boundaries, emitted.Boundaries);
            foreach (
                var packet in PacketClasses.Outward(
                    PacketClasses
                        .Of(destinations, source, ports)
                        .Concat(
                            PacketClasses.Control(
                                destinations.Take(20).Append(Ip.Parse(source.V6 ? "ff02::1:2" : "255.255.255.255")),
                                source
                            )
                        )
                )
            )
            {
                foreach (var name in Interfaces)
                {
                    yield return packet with
                    {
                        OutInterface = name,
                    };
                }
            }
        }
    }

    // Some components are on a service's first nodes only.
    private static IEnumerable<Node> FirstAndLastOfEachService(ProjectPlan plan) =>
        plan
            .Topology.Machines.GroupBy(node => node.Service)
            .SelectMany(nodes => new[] { nodes.MinBy(node => node.Slot)!, nodes.MaxBy(node => node.Slot)! }.Distinct());

    private static void Check(RandomProject project, Intent intent, Node node, NodeFirewall firewall, Packet packet) =>
        Verify(project, packet, intent.AtNode(node, packet), firewall.Input(packet));

    // TCP is rejected with a reset, all else with ICMP "port unreachable": clients fail immediately instead of waiting.
    private static void Verify(RandomProject project, Packet packet, Verdict wanted, Decision decision)
    {
        var answer = (wanted, packet.Protocol, packet.Source.V6) switch
        {
            (not Verdict.Reject, _, _) => "",
            (_, ProtocolNumber.Tcp, _) => "tcp-reset",
            (_, _, false) => "icmp-port-unreachable",
            _ => "icmp6-port-unreachable",
        };
        if (decision.Verdict != wanted || decision.With != answer)
        {
            Assert.Fail($"{packet}\nwanted {wanted} {answer}, got {decision}\n{project.Text}");
        }
    }
}
