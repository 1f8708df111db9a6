using FsCheck;
using FsCheck.Xunit;
using Infra.Core.Clouds;
using Infra.Core.Clouds.Local;
using Infra.Core.Policy;
using Infra.Core.Tests.Fixtures;
using Infra.Reachability.Nft;
using Infra.Reachability.Packets;

namespace Infra.Core.Tests.Proof;

/// <summary>The local cloud's firewall accepts exactly what the policy allows, and so do both layers together.</summary>
public sealed class LocalSdnProofTests
{
    [Property(MaxTest = 8)]
    public void LocalSdn_AnyProject_AcceptsExactlyThePolicy(DoNotSize<int> seed)
    {
        var project = RandomProject.Of(seed.Item, CloudKind.Local);
        var intent = new Intent(project.Plan);
        var sdn = NftText.Parse(LocalSdn.Emit(project.Plan.Spec, project.Plan.Topology, project.Plan.Policy));
        var owner = project
            .Plan.Topology.Machines.SelectMany(node =>
                NodeIps.Of(node).Concat(NodeIps.Next(node)).Select(address => (address, node.Service))
            )
            .ToDictionary(pair => pair.address, pair => pair.Service);
        foreach (var v6 in (bool[])[false, true])
        {
            var all = PacketClasses.Addresses(v6, intent.Boundaries, sdn.Boundaries);
            var ports = PacketClasses.Ports(intent.Boundaries, sdn.Boundaries);

            // Nodes, adjacent addresses, and others.
            foreach (
                var destination in all.Where(address => owner.ContainsKey(address))
                    .Concat(all.Where(address => !owner.ContainsKey(address)).Take(3))
            )
            {
                foreach (var packet in PacketClasses.Of(all, destination, ports))
                {
                    // A node's addresses may also be destinations of another service's node.
                    var wanted =
                        (owner.TryGetValue(destination, out var service) && intent.AtSdn(service, packet))
                        || (owner.TryGetValue(packet.Source, out var from) && intent.LeavesFor(from, packet, platform: false));
                    var routed = packet with
                    {
                        InInterface = owner.ContainsKey(packet.Source) ? "tap1" : "client",
                        OutInterface = service is null ? "client" : "tap2",
                    };
                    Verify(project, routed, wanted ? Verdict.Accept : Verdict.Reject, sdn.Decide(routed));
                }
            }
        }
    }

    [Property(MaxTest = 6)]
    public void LocalSdn_Egress_AllowsExactlyThePolicy(DoNotSize<int> seed)
    {
        var project = RandomProject.Of(seed.Item, CloudKind.Local);
        var intent = new Intent(project.Plan);
        var sdn = NftText.Parse(LocalSdn.Emit(project.Plan.Spec, project.Plan.Topology, project.Plan.Policy));
        var nodes = project.Plan.Topology.Machines.SelectMany(node => NodeIps.Of(node).Concat(NodeIps.Next(node))).ToHashSet();
        foreach (
            var (node, source) in project
                .Plan.Topology.Machines.DistinctBy(node => node.Service)
                .SelectMany(node => NodeIps.Of(node).Select(address => (node, address)))
        )
        {
            var destinations = PacketClasses
                .Addresses(source.V6, intent.Boundaries, intent.OutboundBoundaries, sdn.Boundaries)
                .Where(address => !nodes.Contains(address))
                .ToList();
            foreach (
                var packet in PacketClasses.Outward(
                    PacketClasses.Of(
                        destinations,
                        source,
                        PacketClasses.Ports(intent.Boundaries, intent.OutboundBoundaries, sdn.Boundaries)
                    )
                )
            )
            {
                var routed = packet with { InInterface = "tap1", OutInterface = "internet" };
                Verify(
                    project,
                    routed,
                    intent.LeavesFor(node.Service, packet, platform: false) ? Verdict.Accept : Verdict.Reject,
                    sdn.Decide(routed)
                );
                // No other interface may use a node's address.
                var forged = routed with { InInterface = "client" };
                Verify(project, forged, Verdict.Reject, sdn.Decide(forged));
            }
        }
    }

    [Fact]
    public void LocalSdn_WhatIsNotAboutFlows_IsAsDocumented()
    {
        var project = RandomProject.Open(CloudKind.Local);
        var sdn = NftText.Parse(LocalSdn.Emit(project.Plan.Spec, project.Plan.Topology, project.Plan.Policy));
        var node = Ip.Parse($"{project.Plan.Topology.Nodes[0].Address}");
        var world = Ip.Parse("203.0.113.10");
        var outbound = new Packet(node, world, ProtocolNumber.Tcp)
        {
            InInterface = "tap1",
            OutInterface = "internet",
            DestinationPort = 9,
        };

        Assert.Equal(Verdict.Accept, sdn.Decide(outbound).Verdict);
        Assert.Equal(Verdict.Reject, sdn.Decide(outbound with { InInterface = "client" }).Verdict);
        Assert.Equal(Verdict.Reject, sdn.Decide(outbound with { Destination = Ip.Parse("10.7.0.1") }).Verdict);
        Assert.All(Enum.GetValues<Tracking>(), state =>
            Assert.Equal(Verdict.Drop, sdn.Decide(outbound with { RoutedBack = false, State = state }).Verdict)
        );
        Assert.Equal(Verdict.Drop, sdn.Decide(outbound with { State = Tracking.Invalid }).Verdict);
        Assert.Equal(
            Verdict.Accept,
            sdn.Decide(new Packet(world, node, ProtocolNumber.Icmp) { State = Tracking.Related, InInterface = "internet" }).Verdict
        );
        Assert.Equal(
            Verdict.Reject,
            sdn.Decide(new Packet(world, node, ProtocolNumber.Icmp) { IcmpType = 8, InInterface = "internet" }).Verdict
        );
    }

    [Property(MaxTest = 12)]
    public void Layers_AnyProject_AgreeOnEveryFlow(DoNotSize<int> seed)
    {
        var project = RandomProject.Of(seed.Item, CloudKind.Local);
        var intent = new Intent(project.Plan);
        var sdn = NftText.Parse(LocalSdn.Emit(project.Plan.Spec, project.Plan.Topology, project.Plan.Policy));
        foreach (var node in project.Plan.Topology.Machines.DistinctBy(node => node.Service))
        {
            LayerAgreement.OnFlows(
                project,
                intent,
                node,
                NodeIps
                    .Of(node)
                    .SelectMany(address =>
                        PacketClasses.Of(
                            PacketClasses.Addresses(address.V6, intent.Boundaries),
                            address,
                            PacketClasses.Ports(intent.Boundaries)
                        )
                    ),
                packet => sdn.Decide(packet with { InInterface = "tap9", OutInterface = "tap1" }).Verdict == Verdict.Accept,
                unfiltered: _ => false
            );
        }
    }

    /// <summary>
    /// To destinations other than nodes: whether one node may reach another is decided by its own filter and the other's policy together.
    /// </summary>
    [Property(MaxTest = 6)]
    public void Layers_AnyProject_AgreeOnWhatNodesOpen(DoNotSize<int> seed)
    {
        var project = RandomProject.Of(seed.Item, CloudKind.Local);
        var intent = new Intent(project.Plan);
        var sdn = NftText.Parse(LocalSdn.Emit(project.Plan.Spec, project.Plan.Topology, project.Plan.Policy));
        var nodes = project.Plan.Spec.Services.Keys.SelectMany(service => OnCloud.Members(project.Plan, service)).ToHashSet();

        // The router's own address: packets to it are not forwarded.
        var platform = project
            .Plan.Policy.Egress.Where(flow => flow.Purpose is EgressPurpose.Platform)
            .SelectMany(flow => flow.Cidrs)
            .Select(cidr => Ip.Parse($"{cidr.Network}"))
            .ToHashSet();
        foreach (var node in project.Plan.Topology.Machines.DistinctBy(node => node.Service))
        {
            var packets =
                from source in NodeIps.Of(node)
                let others = PacketClasses
                    .Addresses(source.V6, intent.Boundaries, intent.OutboundBoundaries, sdn.Boundaries)
                    .Where(address => !nodes.Contains(address))
                    .ToList()
                from packet in PacketClasses.Outward(
                    PacketClasses.Of(others, source, PacketClasses.Ports(intent.Boundaries, intent.OutboundBoundaries, sdn.Boundaries))
                )
                select packet;
            LayerAgreement.OnWhatNodesOpen(
                project,
                intent,
                node,
                packets,
                packet => sdn.Decide(packet with { InInterface = "tap1", OutInterface = "internet" }).Verdict == Verdict.Accept,
                platform.Contains
            );
        }
    }

    private static void Verify(RandomProject project, Packet packet, Verdict wanted, Decision decision)
    {
        if (decision.Verdict != wanted)
        {
            Assert.Fail($"{packet}\nwanted {wanted}, got {decision}\n{project.Text}");
        }
    }
}
