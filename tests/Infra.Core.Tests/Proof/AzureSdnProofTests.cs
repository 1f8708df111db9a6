using FsCheck;
using FsCheck.Xunit;
using Infra.Core.Bundle;
using Infra.Core.Policy;
using Infra.Core.Sdn.Azure;
using Infra.Core.Spec;
using Infra.Core.Tests.Fixtures;
using Infra.Core.Tests.Reader;
using Infra.Core.Tests.Spec;
using Infra.Core.Topology;

namespace Infra.Core.Tests.Proof;

/// <summary>
/// Network security groups, read back from their listing, accept exactly what the policy says: also from networks that
/// Azure's own rules would let in, which are clients' in some of these projects.
/// </summary>
public sealed class AzureSdnProofTests
{
    private const string Peered = "10.7.0.0/16";

    [Property(MaxTest = 12)]
    public void ServiceGroup_Inbound_AcceptsExactlyThePolicy(DoNotSize<int> seed)
    {
        var (project, plan, intent, listing) = Read(seed.Item);
        foreach (var service in plan.Spec.Services.Keys)
        {
            foreach (var packet in Inbound(plan, intent, listing, service))
            {
                var wanted = intent.AtSdn(service, packet);
                Verify(project, packet, wanted, listing.Inbound(packet, GroupOf(plan, service)));
                Verify(project, packet, wanted, listing.Inbound(packet, SubnetGroup(plan), GroupOf(plan, service)));
            }
        }
    }

    [Property(MaxTest = 12)]
    public void ServiceGroup_Outbound_AcceptsExactlyThePolicyAndWhatAzureDoesNotFilter(DoNotSize<int> seed)
    {
        var (project, plan, intent, listing) = Read(seed.Item);
        foreach (var service in plan.Spec.Services.Keys)
        {
            foreach (var packet in Outbound(plan, intent, listing, service))
            {
                var wanted = IsUnfiltered(packet) || intent.LeavesFor(service, packet) || intent.TunnelsTo(service, packet);
                Verify(project, packet, wanted, listing.Outbound(packet, GroupOf(plan, service)));
                Verify(project, packet, wanted, listing.Outbound(packet, SubnetGroup(plan), GroupOf(plan, service)));
            }
        }
    }

    /// <summary>Its claim is a smaller one: operators' ports from operators, clients' ports from anywhere, tunnels within the subnets.</summary>
    [Property(MaxTest = 12)]
    public void SubnetGroup_AnyProject_AcceptsWhatItsPurposeSays(DoNotSize<int> seed)
    {
        var (project, plan, intent, listing) = Read(seed.Item);
        var service = plan.Spec.Services.Keys.First();
        foreach (var packet in Inbound(plan, intent, listing, service))
        {
            Verify(project, packet, MayEnterSubnet(plan, packet), listing.Inbound(packet, SubnetGroup(plan)));
        }

        foreach (var packet in Outbound(plan, intent, listing, service))
        {
            var wanted = IsUnfiltered(packet) || IsTunnel(plan, packet) || plan.Spec.Services.Keys.Any(any => intent.LeavesFor(any, packet));
            Verify(project, packet, wanted, listing.Outbound(packet, SubnetGroup(plan)));
        }
    }

    [Property(MaxTest = 12)]
    public void Layers_AnyProject_AgreeOnEveryFlow(DoNotSize<int> seed)
    {
        var (project, plan, intent, listing) = Read(seed.Item);
        foreach (var node in plan.Topology.Nodes.DistinctBy(node => node.Service))
        {
            var firewall = NodeFirewall.Read(BundleCompiler.Compile(project.Plan, node.Key, []));
            var peers = OnCloud.Members(plan, node.Service).ToHashSet();
            foreach (var packet in Inbound(plan, intent, listing, node.Service))
            {
                var outside = listing.Inbound(packet, SubnetGroup(plan), GroupOf(plan, node.Service)).Verdict == Verdict.Accept;
                var inside = firewall.Input(packet with { InInterface = "eth0" }).Verdict == Verdict.Accept;

                // The node is stricter about its peers and about forged tunnel addresses. About all others both say the same.
                var stricter = peers.Contains(packet.Source) || intent.Mesh.Contains(packet.Source);
                Assert.True(stricter ? outside || !inside : outside == inside, $"{packet}\nSDN {outside}, node {inside}\n{project.Text}");
            }
        }
    }

    /// <summary>Outwards the node is stricter about peers, the tunnel, and what the cloud does not filter; about all others both say the same.</summary>
    [Property(MaxTest = 6)]
    public void Layers_AnyProject_AgreeOnWhatNodesOpen(DoNotSize<int> seed)
    {
        var (project, plan, intent, listing) = Read(seed.Item);
        foreach (var node in plan.Topology.Nodes.DistinctBy(node => node.Service))
        {
            var firewall = NodeFirewall.Read(BundleCompiler.Compile(project.Plan, node.Key, []));
            var peers = OnCloud.Members(plan, node.Service).ToHashSet();
            foreach (var packet in Outbound(plan, intent, listing, node.Service))
            {
                var outside = listing.Outbound(packet, SubnetGroup(plan), GroupOf(plan, node.Service)).Verdict == Verdict.Accept;
                var inside = firewall.Output(packet with { OutInterface = "eth0" }).Verdict == Verdict.Accept;
                var stricter = peers.Contains(packet.Destination) || intent.Mesh.Contains(packet.Destination) || IsUnfiltered(packet);
                Assert.True(stricter ? outside || !inside : outside == inside, $"{packet}\nSDN {outside}, node {inside}\n{project.Text}");
            }
        }
    }

    [Fact]
    public void Listing_AnyRuleRemoved_IsNoticed()
    {
        // Sources that no other rule covers; a destination of each family; several nodes, so that there are peers.
        var plan = OnCloud.Relabelled(
            StackText.Plan(StackText.With(
                "allowedSources: [10.7.0.0/16]",
                "allowedSources: [10.7.0.0/16, \"2001:db8:7::/64\"]\n        components: { prometheus: { allowedSources: [10.9.0.0/16, \"2001:db8:9::/64\"] } }")
                .Replace("    services:\n", "    egress: { mirror: { to: [203.0.113.0/24, \"2001:db8:5::/48\"], ports: [443] } }\n    services:\n", StringComparison.Ordinal)),
            CloudKind.Azure);
        var text = AzureSdn.Listing(plan);
        var whole = OnCloud.ReadNsg(plan, text, Peered);
        var intent = new Intent(plan);
        var inbound = Inbound(plan, intent, whole, "orders-db").ToList();
        var outbound = Outbound(plan, intent, whole, "orders-db").ToList();
        var decisions = Decisions(whole);
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.True(lines.Length > 20, "there must be rules to remove");
        Assert.All(lines, line => Assert.False(
            decisions.SequenceEqual(Decisions(OnCloud.ReadNsg(plan, StackText.Replace(text, line + "\n", ""), Peered))), $"nothing depends on {line}"));

        List<Verdict> Decisions(NsgListing listing) =>
        [
            .. whole.Groups.SelectMany(group =>
                inbound.Select(packet => listing.Inbound(packet, group).Verdict).Concat(outbound.Select(packet => listing.Outbound(packet, group).Verdict))),
        ];
    }

    [Fact]
    public void Reader_EverythingElse_IsLeftToAzuresOwnRules()
    {
        var plan = OnCloud.Relabelled(SmallProject.Plan(), CloudKind.Azure);
        var line = $"{SubnetGroup(plan)} Inbound 4000 nothing Deny Tcp source 192.0.2.0/24 destination * ports 9\n";
        var listing = OnCloud.ReadNsg(plan, line, Peered);
        var node = Ip.Parse($"{plan.Topology.Nodes[0].Address}");

        Verdict In(string from) => listing.Inbound(new Packet(Ip.Parse(from), node, Proto.Tcp) { DestinationPort = 9 }, SubnetGroup(plan)).Verdict;
        Verdict Out(string to) => listing.Outbound(new Packet(node, Ip.Parse(to), Proto.Tcp) { DestinationPort = 9 }, SubnetGroup(plan)).Verdict;

        Assert.Equal(Verdict.Accept, In("10.7.0.1"));
        Assert.Equal(Verdict.Accept, In("168.63.129.16"));
        Assert.Equal(Verdict.Drop, In("192.0.2.1"));
        Assert.Equal(Verdict.Drop, In("203.0.113.1"));
        Assert.Equal(Verdict.Accept, Out("203.0.113.1"));
        Assert.Equal(Verdict.Accept, Out("10.7.0.1"));
    }

    [Theory]
    [InlineData("g Inbound 99 n Allow Tcp source * destination * ports 1")]
    [InlineData("g Inbound 4097 n Allow Tcp source * destination * ports 1")]
    [InlineData("g Inbound 100 -n Allow Tcp source * destination * ports 1")]
    [InlineData("g Inbound 100 n Allow Tcp source 0.0.0.0/0 destination * ports 1")]
    [InlineData("g Inbound 100 n Allow Tcp source 10.0.0.0/8,2001:db8::/32 destination * ports 1")]
    [InlineData("g Inbound 100 n Allow Tcp source 10.0.0.0/8,10.1.0.0/16 destination * ports 1")]
    [InlineData("g Inbound 100 n Allow Tcp source * destination * ports 1,2")]
    [InlineData("g Inbound 100 n Allow Esp source * destination * ports 1")]
    [InlineData("g Inbound 100 n Allow Tcp source asg:other destination * ports 1")]
    [InlineData("g Inbound 100 n Allow Tcp source * destination * ports 1 more")]
    [InlineData("g Inbound 100 n Allow Tcp source * destination * ports 1\ng Inbound 100 m Allow Tcp source * destination * ports 2")]
    [InlineData("g Inbound 100 n Allow Tcp source * destination * ports 1\ng Inbound 101 n Allow Tcp source * destination * ports 2")]
    public void Reader_WhatAzureWouldNotTake_IsNotRead(string text)
    {
        var plan = OnCloud.Relabelled(SmallProject.Plan(), CloudKind.Azure);

        Assert.Throws<ReaderException>(() => OnCloud.ReadNsg(plan, text));
        Assert.NotNull(OnCloud.ReadNsg(plan, "g Inbound 100 n Allow Tcp source 10.0.0.0/8 destination * ports 1,3-4"));
    }

    private static (RandomProject Project, ProjectPlan Plan, Intent Intent, NsgListing Listing) Read(int seed)
    {
        var project = OnCloud.Random(seed, CloudKind.Azure);
        var plan = OnCloud.Relabelled(project.Plan, CloudKind.Azure);
        return (project, plan, new Intent(plan), OnCloud.ReadNsg(plan, AzureSdn.Listing(plan), Peered));
    }

    private static IEnumerable<Packet> Inbound(ProjectPlan plan, Intent intent, NsgListing listing, string service) =>
        from destination in OnCloud.Members(plan, service).DistinctBy(address => address.V6)
        from packet in Census.Of(Census.Addresses(destination.V6, intent.Mentions, listing.Mentions), destination, Census.Ports(intent.Mentions, listing.Mentions))
        select packet;

    private static IEnumerable<Packet> Outbound(ProjectPlan plan, Intent intent, NsgListing listing, string service) =>
        from source in OnCloud.Members(plan, service).DistinctBy(address => address.V6)
        from turned in Census.Of(
            Census.Addresses(source.V6, intent.Mentions, intent.OutboundMentions, listing.Mentions),
            source,
            Census.Ports(intent.Mentions, intent.OutboundMentions, listing.Mentions))
        select turned with { Source = turned.Destination, Destination = turned.Source };

    private static bool MayEnterSubnet(ProjectPlan plan, Packet packet) =>
        IsTunnel(plan, packet)
        || (packet.Protocol == Proto.Tcp && packet.DestinationPort is (443 or (>= 10000 and <= 30000))
            && plan.Policy.Flows.Any(flow => flow.Source is FlowSource.Networks networks && networks.Zone is not (FlowZones.Management or FlowZones.Platform)))
        || plan.Policy.Flows.Any(flow => packet.Protocol == Proto.Tcp && flow.Ports.Contains(packet.DestinationPort)
            && flow.Source is FlowSource.Networks { Zone: FlowZones.Management or FlowZones.Platform } operators && IsIn(operators.Cidrs.Select(cidr => $"{cidr}"), packet.Source));

    private static bool IsTunnel(ProjectPlan plan, Packet packet)
    {
        var subnets = plan.Topology.Subnets.Where(subnet => subnet.Role == SubnetRole.Workload)
            .SelectMany(subnet => subnet.Cidr6 is { } cidr6 ? [$"{subnet.Cidr}", $"{cidr6}"] : new[] { $"{subnet.Cidr}" })
            .ToList();
        return packet.Protocol == Proto.Udp && packet.DestinationPort == 4501 && plan.Policy.Flows.Any(flow => flow.Source is FlowSource.Peers)
            && IsIn(subnets, packet.Source) && IsIn(subnets, packet.Destination);
    }

    private static bool IsIn(IEnumerable<string> networks, Ip address) => networks
        .Where(network => network.Contains(':', StringComparison.Ordinal) == address.V6)
        .Any(network => AddressRanges.Range(network, address.V6) is var range && address.Number >= range.First && address.Number <= range.Last);

    private static bool IsUnfiltered(Packet packet) => packet.Destination.ToString() is "168.63.129.16" or "169.254.169.254";

    private static string GroupOf(ProjectPlan plan, string service) => AzureNames.ServiceGroup(plan.Spec.Name, service);

    private static string SubnetGroup(ProjectPlan plan) => AzureNames.SubnetGroup(plan.Spec.Name);

    private static void Verify(RandomProject project, Packet packet, bool wanted, Decision decision)
    {
        if ((decision.Verdict == Verdict.Accept) != wanted)
        {
            Assert.Fail($"{packet}\nwanted {wanted}, got {decision}\n{project.Text}");
        }
    }
}
