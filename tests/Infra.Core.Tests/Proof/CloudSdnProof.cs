using FsCheck;
using FsCheck.Xunit;
using Infra.Core.Clouds;
using Infra.Core.Tests.Fixtures;
using Infra.Core.Tests.Spec;
using Infra.Reachability.Layers;
using Infra.Reachability.Packets;

namespace Infra.Core.Tests.Proof;

/// <summary>
/// What is proven about every cloud's firewall, on random projects: its listing, read back as that cloud documents it, accepts exactly
/// what the policy allows; the node's own firewall agrees; and no rule is redundant.
/// </summary>
public abstract class CloudSdnProof
{
    private protected abstract CloudKind Cloud { get; }

    private protected abstract string Listing(ProjectPlan plan);

    /// <summary>
    /// A service to the ways of reading its firewall, each of which must accept exactly the policy. The last is the one in force around a
    /// node.
    /// </summary>
    private protected abstract Func<string, IReadOnlyList<CloudFilter>> Read(ProjectPlan plan, string listing);

    /// <summary>A service to its firewall in parts, none of which hides another's rules.</summary>
    private protected virtual Func<string, IReadOnlyList<CloudFilter>> ReadParts(ProjectPlan plan, string listing) => Read(plan, listing);

    /// <summary>The addresses the cloud lets its VMs reach whatever the rules; its reader may or may not know them.</summary>
    private protected abstract Func<Ip, bool> Unfiltered(ProjectPlan plan);

    /// <summary>Whether the cloud lets an address reach its VMs whatever the rules.</summary>
    private protected virtual bool ComesUnfiltered(Ip address) => false;

    /// <summary>ICMP errors, type and code, that this cloud's firewall allows from everybody, in addition to the policy.</summary>
    private protected virtual IReadOnlyList<(int Type, int Code)> Errors => [];

    /// <summary>The listing from which rules are removed has more than this number.</summary>
    private protected abstract int RulesToRemove { get; }

    private protected virtual RandomProject Random(int seed) => OnCloud.Random(seed, Cloud);

    [Property(MaxTest = 12)]
    public virtual void Inbound_AnyProject_IsExactlyThePolicy(DoNotSize<int> seed) => Holds(seed.Item, InboundDifferences);

    [Property(MaxTest = 12)]
    public void Outbound_AnyProject_IsExactlyThePolicy(DoNotSize<int> seed) => Holds(seed.Item, OutboundDifferences);

    [Property(MaxTest = 12)]
    public void Layers_AnyProject_AgreeOnEveryFlow(DoNotSize<int> seed)
    {
        var (project, plan, intent, read) = Draw(seed.Item);
        foreach (var node in plan.Topology.Machines.DistinctBy(node => node.Service))
        {
            var reading = read(node.Service)[^1];
            // The node allows more ICMP than some clouds: never less.
            var packets = InboundPackets(plan, intent, reading, node.Service)
                .Where(packet => packet.Protocol != ProtocolNumber.Icmp || reading.Inbound(packet).Verdict == Verdict.Accept);
            LayerAgreement.OnFlows(
                project,
                intent,
                node,
                packets,
                packet => reading.Inbound(packet).Verdict == Verdict.Accept,
                ComesUnfiltered
            );
        }
    }

    [Property(MaxTest = 6)]
    public void Layers_AnyProject_AgreeOnWhatNodesOpen(DoNotSize<int> seed)
    {
        var (project, plan, intent, read) = Draw(seed.Item);
        foreach (var node in plan.Topology.Machines.DistinctBy(node => node.Service))
        {
            var reading = read(node.Service)[^1];
            LayerAgreement.OnWhatNodesOpen(
                project,
                intent,
                node,
                OutboundPackets(plan, intent, reading, node.Service),
                packet => reading.Outbound(packet).Verdict == Verdict.Accept,
                Unfiltered(plan)
            );
        }
    }

    [Fact]
    public void Listing_AnyRuleRemoved_IsNoticed()
    {
        // Sources that no other rule covers; a destination of each family; several nodes, so that there are peers.
        const string service = "orders-db";
        var plan = OnCloud.Relabelled(
            StackText.Plan(
                StackText
                    .With(
                        "allowedSources: [10.7.0.0/16]",
                        "allowedSources: [10.7.0.0/16, \"2001:db8:7::/64\"]\n        components: { prometheus: { "
                            + "allowedSources: [10.9.0.0/16, \"2001:db8:9::/64\"] } }"
                    )
                    .Replace(
                        "    services:\n",
                        "    egress: { mirror: { to: [203.0.113.0/24, \"2001:db8:5::/48\"], ports: [443] } }\n    services:\n",
                        StringComparison.Ordinal
                    )
            ),
            Cloud
        );
        var text = Listing(plan);
        var (whole, intent) = (ReadParts(plan, text)(service)[0], new Intent(plan));
        var inbound = InboundPackets(plan, intent, whole, service).ToList();
        var outbound = OutboundPackets(plan, intent, whole, service).ToList();
        var decisions = Decisions(text);
        var rules = text.Split('\n').Where(line => line.Length > 0 && line[0] != '#').ToList();

        Assert.True(rules.Count > RulesToRemove, "there must be rules to remove");
        Assert.All(rules, rule =>
            Assert.False(decisions.SequenceEqual(Decisions(StackText.Replace(text, rule + "\n", ""))), $"nothing depends on {rule}")
        );

        List<Verdict> Decisions(string listing) =>
            [
                .. ReadParts(plan, listing)(service)
                    .SelectMany(part =>
                        inbound
                            .Select(packet => part.Inbound(packet).Verdict)
                            .Concat(outbound.Select(packet => part.Outbound(packet).Verdict))
                    ),
            ];
    }

    /// <summary>Connections to a service's nodes on which listing and policy differ.</summary>
    private protected IEnumerable<string> InboundDifferences(ProjectPlan plan, string listing)
    {
        var (intent, read) = (new Intent(plan), Read(plan, listing));
        foreach (var (service, reading) in plan.Owners.SelectMany(service => read(service).Select(reading => (service, reading))))
        {
            var packets = InboundPackets(plan, intent, reading, service);
            foreach (var difference in Oracle.Compare(packets, Wanted, reading.Inbound))
            {
                yield return $"{service}: {difference}";
            }

            bool Wanted(Packet packet) =>
                ComesUnfiltered(packet.Source)
                || intent.AtSdn(service, packet)
                || (packet.Protocol == ProtocolNumber.Icmp && !packet.Source.V6 && Errors.Contains((packet.IcmpType, packet.IcmpCode)));
        }
    }

    /// <summary>Connections opened by a service's nodes on which listing and policy differ.</summary>
    private protected IEnumerable<string> OutboundDifferences(ProjectPlan plan, string listing)
    {
        var (intent, read) = (new Intent(plan), Read(plan, listing));
        foreach (var (service, reading) in plan.Owners.SelectMany(service => read(service).Select(reading => (service, reading))))
        {
            var packets = OutboundPackets(plan, intent, reading, service);
            foreach (var difference in Oracle.Compare(packets, packet => MayLeave(plan, intent, service, packet), reading.Outbound))
            {
                yield return $"{service}: {difference}";
            }
        }
    }

    /// <summary>What the reader must accept of connections opened by nodes: the policy, and what the cloud does not filter.</summary>
    private protected virtual bool MayLeave(ProjectPlan plan, Intent intent, string service, Packet packet) =>
        Unfiltered(plan)(packet.Destination) || intent.LeavesFor(service, packet) || intent.TunnelsTo(service, packet);

    private protected IEnumerable<Packet> InboundPackets(ProjectPlan plan, Intent intent, CloudFilter reading, string service)
    {
        var members = OnCloud.Members(plan, service);
        foreach (var node in members.DistinctBy(address => address.V6))
        {
            var others = PacketClasses
                .Addresses(node.V6, intent.Boundaries, reading.Boundaries)
                .Concat(members.Where(member => member.V6 == node.V6))
                .Distinct()
                .ToList();
            var packets = PacketClasses
                .Of(others, node, PacketClasses.Ports(intent.Boundaries, reading.Boundaries))
                .Concat(Errors.Count == 0 ? [] : PacketClasses.Errors(others, node));
            foreach (var packet in packets)
            {
                yield return packet;
            }
        }
    }

    private protected static IEnumerable<Packet> OutboundPackets(ProjectPlan plan, Intent intent, CloudFilter reading, string service) =>
        from node in OnCloud.Members(plan, service).DistinctBy(address => address.V6)
        from packet in PacketClasses.Outward(
            PacketClasses.Of(
                PacketClasses.Addresses(node.V6, intent.Boundaries, intent.OutboundBoundaries, reading.Boundaries),
                node,
                PacketClasses.Ports(intent.Boundaries, intent.OutboundBoundaries, reading.Boundaries)
            )
        )
        select packet;

    private protected (RandomProject Project, ProjectPlan Plan, Intent Intent, Func<string, IReadOnlyList<CloudFilter>> Read) Draw(int seed)
    {
        var project = Random(seed);
        var plan = OnCloud.Relabelled(project.Plan, Cloud);
        return (project, plan, new Intent(plan), Read(plan, Listing(plan)));
    }

    private void Holds(int seed, Func<ProjectPlan, string, IEnumerable<string>> differences)
    {
        var project = Random(seed);
        var plan = OnCloud.Relabelled(project.Plan, Cloud);
        if (differences(plan, Listing(plan)).FirstOrDefault() is { } difference)
        {
            Assert.Fail($"{difference}\n{project.Text}");
        }
    }
}
