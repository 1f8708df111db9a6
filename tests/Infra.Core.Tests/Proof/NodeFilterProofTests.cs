using FsCheck;
using FsCheck.Xunit;
using Infra.Core.Policy;
using Infra.Core.Tests.Fixtures;
using Infra.Core.Tests.Reader;
using Infra.Core.Topology;

namespace Infra.Core.Tests.Proof;

/// <summary>The emitted node filter, read back, accepts exactly what the policy says: no more, no less.</summary>
public sealed class NodeFilterProofTests
{
    private static readonly string[] Interfaces = ["eth0", "wg0"];

    [Property(MaxTest = 10)]
    public void Input_AnyProject_AcceptsExactlyThePolicy(DoNotSize<int> seed)
    {
        var project = RandomProject.Of(seed.Item);
        var intent = new Intent(project.Plan);
        foreach (var node in FirstAndLastOfEachService(project.Plan))
        {
            var firewall = NodeFirewall.Read(Filled.InService(project.Plan, node.Key, []));
            foreach (var destination in Intent.AddressesOf(node))
            {
                var emitted = firewall.Of(destination.V6);
                var sources = Census.Addresses(destination.V6, intent.Mentions, emitted.Mentions);
                var ports = Census.Ports(intent.Mentions, emitted.Mentions);
                foreach (var packet in Census.Of(sources, destination, ports).Concat(Census.Control(sources.Take(20), destination)))
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
        var firewall = NodeFirewall.Read(Filled.InService(project.Plan, node.Key, []));
        foreach (var destination in Intent.AddressesOf(node))
        {
            var sources = Census.Addresses(destination.V6, intent.Mentions).Take(10).ToList();
            foreach (var packet in Census.Of(sources, destination, [22, 23, 4501]))
            {
                foreach (var state in Enum.GetValues<Tracking>())
                {
                    Check(project, intent, node, firewall, packet with { State = state });
                    Check(project, intent, node, firewall, packet with { State = state, InInterface = "lo" });
                }
            }
        }
    }

    /// <summary>Operators and peers need no place in a table that a client may fill, and nobody else is left out of it.</summary>
    [Property(MaxTest = 10)]
    public void Raw_AnyProject_LeavesOperatorsAndPeersUntrackedBothWaysAndNobodyElse(DoNotSize<int> seed)
    {
        var project = RandomProject.Of(seed.Item);
        var intent = new Intent(project.Plan);
        foreach (var node in FirstAndLastOfEachService(project.Plan))
        {
            var firewall = NodeFirewall.Read(Filled.InService(project.Plan, node.Key, []));
            foreach (var self in Intent.AddressesOf(node))
            {
                var emitted = firewall.Of(self.V6);
                var ports = Census.Ports(intent.Mentions, emitted.Mentions, (self.V6 ? firewall.Raw6 : firewall.Raw4)!.Mentions);
                foreach (
                    var packet in Census.Of(Census.Addresses(self.V6, intent.Mentions, emitted.Mentions), self, ports).SelectMany(BothWays)
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

                        // The filter, then: as if it were new, and answers.
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

    // A packet to a port, and TCP's answer from it to a port of a program.
    private static IEnumerable<Packet> BothWays(Packet packet) =>
        packet.Protocol == Proto.Tcp
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
            project.Plan with
            {
                Policy = new([.. project.Plan.Policy.Flows.Where(flow => flow.Purpose is FlowPurpose.Management)]),
            }
        );
        var node = project.Plan.Topology.Nodes[0];
        var bundle = Filled.FirstBundle(project.Plan, node.Key);
        string File(string name) => bundle.Files.Single(file => file.Path == $"/etc/infra/firewall/{name}").Content;
        foreach (
            var firewall in (NodeFirewall[])[NodeFirewall.Read(bundle), NodeFirewall.Read("", File("lockdown.v4"), File("lockdown.v6"))]
        )
        {
            foreach (var destination in Intent.AddressesOf(node))
            {
                var sources = Census.Addresses(destination.V6, intent.Mentions, firewall.Of(destination.V6).Mentions);
                foreach (var packet in Census.Of(sources, destination, Census.Ports(new Intent(project.Plan).Mentions)))
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
            var firewall = NodeFirewall.Read(Filled.InService(project.Plan, node.Key, []));
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
        var intent = new Intent(project.Plan with { Policy = project.Plan.Policy with { Flows = [] } });
        var bundle = Filled.FirstBundle(project.Plan, node.Key);
        string File(string name) => bundle.Files.Single(file => file.Path == $"/etc/infra/firewall/{name}").Content;
        foreach (
            var firewall in (NodeFirewall[])[NodeFirewall.Read(bundle), NodeFirewall.Read("", File("lockdown.v4"), File("lockdown.v6"))]
        )
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
        var firewall = NodeFirewall.Read(Filled.InService(project.Plan, node.Key, []));
        foreach (var source in Intent.AddressesOf(node))
        {
            foreach (
                var packet in Census.Outward(
                    Census.Of(Census.Addresses(source.V6, intent.OutboundMentions).Take(10).ToList(), source, [22, 443])
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
        var firewall = NodeFirewall.Read(Filled.InService(project.Plan, node.Key, []));
        foreach (var address in Intent.AddressesOf(node))
        {
            foreach (var packet in Census.Of(Census.Addresses(address.V6, new Intent(project.Plan).Mentions), address, [1, 22, 4501]))
            {
                Verify(project, packet, Verdict.Reject, firewall.Forward(packet));
            }
        }
    }

    /// <summary>Every kind of packet the node may want to send, by either interface.</summary>
    private static IEnumerable<Packet> Outward(Intent intent, Node node, NodeFirewall firewall, Intent whole)
    {
        foreach (var source in Intent.AddressesOf(node))
        {
            var emitted = firewall.Of(source.V6);
            var destinations = Census.Addresses(source.V6, intent.Mentions, intent.OutboundMentions, whole.Mentions, emitted.Mentions);
            var ports = Census.Ports(intent.Mentions, intent.OutboundMentions, whole.Mentions, emitted.Mentions);
            foreach (
                var packet in Census.Outward(
                    Census
                        .Of(destinations, source, ports)
                        .Concat(Census.Control(destinations.Take(20).Append(Ip.Parse(source.V6 ? "ff02::1:2" : "255.255.255.255")), source))
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
            .Topology.Nodes.GroupBy(node => node.Service)
            .SelectMany(nodes => new[] { nodes.MinBy(node => node.Slot)!, nodes.MaxBy(node => node.Slot)! }.Distinct());

    private static void Check(RandomProject project, Intent intent, Node node, NodeFirewall firewall, Packet packet) =>
        Verify(project, packet, intent.AtNode(node, packet), firewall.Input(packet));

    // TCP is refused by a reset, all else by ICMP "port unreachable": clients fail at once instead of waiting.
    private static void Verify(RandomProject project, Packet packet, Verdict wanted, Decision decision)
    {
        var answer = (wanted, packet.Protocol, packet.Source.V6) switch
        {
            (not Verdict.Reject, _, _) => "",
            (_, Proto.Tcp, _) => "tcp-reset",
            (_, _, false) => "icmp-port-unreachable",
            _ => "icmp6-port-unreachable",
        };
        if (decision.Verdict != wanted || decision.With != answer)
        {
            Assert.Fail($"{packet}\nwanted {wanted} {answer}, got {decision}\n{project.Text}");
        }
    }
}
