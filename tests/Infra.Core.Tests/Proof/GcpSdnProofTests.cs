using FsCheck;
using FsCheck.Xunit;
using Infra.Core.Bundle;
using Infra.Core.Sdn.Gcp;
using Infra.Core.Spec;
using Infra.Core.Tests.Fixtures;
using Infra.Core.Tests.Reader;
using Infra.Core.Tests.Spec;

namespace Infra.Core.Tests.Proof;

/// <summary>VPC firewall rules, read back from their listing, accept exactly what the policy says: in a network of its own and beside others' rules.</summary>
public sealed class GcpSdnProofTests
{
    // What a default network comes with, and what somebody might have added at the priority that rules have by default.
    private const string Foreign = """
        INGRESS 65534 default-allow-internal allow target * source 10.0.0.0/8 protocols tcp;udp
        INGRESS 65534 default-allow-ssh allow target * source 0.0.0.0/0 protocols tcp:22
        INGRESS 1000 somebodys-in allow target * source 0.0.0.0/0 protocols all
        INGRESS 1000 somebodys-in6 allow target * source ::/0 protocols all

        """;

    [Property(MaxTest = 12)]
    public void Ingress_AnyProject_AcceptsExactlyThePolicy(DoNotSize<int> seed)
    {
        foreach (var foreign in (string[])["", Foreign])
        {
            var (project, plan, intent, listing) = Read(seed.Item, foreign);
            foreach (var service in plan.Spec.Services.Keys)
            {
                foreach (var packet in Ingress(plan, intent, listing, service))
                {
                    // The metadata server opens no connections, but GCP says that it may.
                    var wanted = $"{packet.Source}" == "169.254.169.254" || intent.AtSdn(service, packet);
                    Verify(project, packet, wanted, listing.Ingress(packet, AccountOf(plan, service)));
                }
            }
        }
    }

    [Property(MaxTest = 12)]
    public void Egress_AnyProject_AcceptsExactlyThePolicyAndTheMetadataServer(DoNotSize<int> seed)
    {
        var (project, plan, intent, listing) = Read(seed.Item, "");
        foreach (var service in plan.Spec.Services.Keys)
        {
            foreach (var packet in Egress(plan, intent, listing, service))
            {
                var wanted = $"{packet.Destination}" == "169.254.169.254" || intent.LeavesFor(service, packet) || intent.TunnelsTo(service, packet);
                Verify(project, packet, wanted, listing.Egress(packet, AccountOf(plan, service)));
            }
        }
    }

    [Property(MaxTest = 12)]
    public void Layers_AnyProject_AgreeOnEveryFlow(DoNotSize<int> seed)
    {
        var (project, plan, intent, listing) = Read(seed.Item, Foreign);
        foreach (var node in plan.Topology.Nodes.DistinctBy(node => node.Service))
        {
            var firewall = NodeFirewall.Read(BundleCompiler.Compile(project.Plan, node.Key, []));
            var peers = OnCloud.Members(plan, node.Service).ToHashSet();
            foreach (var packet in Ingress(plan, intent, listing, node.Service).Where(packet => $"{packet.Source}" != "169.254.169.254"))
            {
                var outside = listing.Ingress(packet, AccountOf(plan, node.Service)).Verdict == Verdict.Accept;
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
        var (project, plan, intent, listing) = Read(seed.Item, "");
        foreach (var node in plan.Topology.Nodes.DistinctBy(node => node.Service))
        {
            var firewall = NodeFirewall.Read(BundleCompiler.Compile(project.Plan, node.Key, []));
            var peers = OnCloud.Members(plan, node.Service).ToHashSet();
            foreach (var packet in Egress(plan, intent, listing, node.Service))
            {
                var outside = listing.Egress(packet, AccountOf(plan, node.Service)).Verdict == Verdict.Accept;
                var inside = firewall.Output(packet with { OutInterface = "eth0" }).Verdict == Verdict.Accept;
                var stricter = peers.Contains(packet.Destination) || intent.Mesh.Contains(packet.Destination) || $"{packet.Destination}" == "169.254.169.254";
                Assert.True(stricter ? outside || !inside : outside == inside, $"{packet}\nSDN {outside}, node {inside}\n{project.Text}");
            }
        }
    }

    [Fact]
    public void Listing_AnyRuleRemoved_IsNoticed()
    {
        var plan = OnCloud.Relabelled(
            StackText.Plan(StackText.With(
                "allowedSources: [10.7.0.0/16]",
                "allowedSources: [10.7.0.0/16, \"2001:db8:7::/64\"]\n        components: { prometheus: { allowedSources: [10.9.0.0/16, \"2001:db8:9::/64\"] } }")
                .Replace("    services:\n", "    egress: { mirror: { to: [203.0.113.0/24, \"2001:db8:5::/48\"], ports: [443] } }\n    services:\n", StringComparison.Ordinal)),
            CloudKind.Gcp);
        var text = GcpSdn.Listing(plan);
        var account = AccountOf(plan, "orders-db");
        var whole = OnCloud.ReadGcp(plan, Foreign + text);
        var intent = new Intent(plan);
        var ingress = Ingress(plan, intent, whole, "orders-db").ToList();
        var egress = Egress(plan, intent, whole, "orders-db").ToList();
        var decisions = Decisions(text);
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.True(lines.Length > 12, "there must be rules to remove");
        Assert.All(lines, line => Assert.False(decisions.SequenceEqual(Decisions(StackText.Replace(text, line + "\n", ""))), $"nothing depends on {line}"));

        List<Verdict> Decisions(string rules)
        {
            var listing = OnCloud.ReadGcp(plan, Foreign + rules);
            return [.. ingress.Select(packet => listing.Ingress(packet, account).Verdict), .. egress.Select(packet => listing.Egress(packet, account).Verdict)];
        }
    }

    [Fact]
    public void Reader_PriorityAndImpliedRules_AreGoogles()
    {
        var plan = OnCloud.Relabelled(SmallProject.Plan(), CloudKind.Gcp);
        var node = Ip.Parse($"{plan.Topology.Nodes[0].Address}");
        var account = AccountOf(plan, "orders-db");
        var listing = OnCloud.ReadGcp(plan, """
            INGRESS 100 first allow target * source 192.0.2.0/25 protocols tcp:9
            INGRESS 200 second deny target * source 192.0.2.0/24 protocols all
            INGRESS 200 third allow target * source 192.0.2.0/24 protocols tcp:9
            EGRESS 200 fourth deny target * destination 192.0.2.0/24 protocols tcp:9

            """);

        Verdict In(string from) => listing.Ingress(new Packet(Ip.Parse(from), node, Proto.Tcp) { DestinationPort = 9 }, account).Verdict;
        Verdict Out(string to) => listing.Egress(new Packet(node, Ip.Parse(to), Proto.Tcp) { DestinationPort = 9 }, account).Verdict;

        Assert.Equal(Verdict.Accept, In("192.0.2.1"));
        Assert.Equal(Verdict.Drop, In("192.0.2.129"));
        Assert.Equal(Verdict.Drop, In("203.0.113.1"));
        Assert.Equal(Verdict.Drop, Out("192.0.2.129"));
        Assert.Equal(Verdict.Accept, Out("203.0.113.1"));
    }

    [Theory]
    [InlineData("INGRESS 65536 n allow target * source 10.0.0.0/8 protocols all")]
    [InlineData("INGRESS 1 N allow target * source 10.0.0.0/8 protocols all")]
    [InlineData("INGRESS 1 n allow target other source 10.0.0.0/8 protocols all")]
    [InlineData("INGRESS 1 n allow target * source 10.0.0.0/8,::/0 protocols all")]
    [InlineData("INGRESS 1 n allow target *  source 10.0.0.0/8 protocols all")]
    [InlineData("EGRESS 1 n allow target * destination account:other protocols all")]
    [InlineData("INGRESS 1 n allow target * source 10.0.0.0/8 protocols esp:1")]
    [InlineData("INGRESS 1 n allow target * source 10.0.0.0/8 protocols tcp:0")]
    [InlineData("INGRESS 1 n allow target * source 10.0.0.0/8 protocols all\nINGRESS 2 n allow target * source 10.0.0.0/8 protocols all")]
    public void Reader_WhatGoogleWouldNotTake_IsNotRead(string text)
    {
        var plan = OnCloud.Relabelled(SmallProject.Plan(), CloudKind.Gcp);

        Assert.Throws<ReaderException>(() => OnCloud.ReadGcp(plan, text));
        Assert.NotNull(OnCloud.ReadGcp(plan, "INGRESS 1 n allow target * source 10.0.0.0/8 protocols esp;tcp:1"));
    }

    private static (RandomProject Project, ProjectPlan Plan, Intent Intent, GcpFirewallListing Listing) Read(int seed, string foreign)
    {
        var project = OnCloud.Random(seed, CloudKind.Gcp);
        var plan = OnCloud.Relabelled(project.Plan, CloudKind.Gcp);
        return (project, plan, new Intent(plan), OnCloud.ReadGcp(plan, foreign + GcpSdn.Listing(plan)));
    }

    private static IEnumerable<Packet> Ingress(ProjectPlan plan, Intent intent, GcpFirewallListing listing, string service) =>
        from destination in OnCloud.Members(plan, service).DistinctBy(address => address.V6)
        from packet in Census.Of(Census.Addresses(destination.V6, intent.Mentions, listing.Mentions), destination, Census.Ports(intent.Mentions, listing.Mentions))
        select packet;

    private static IEnumerable<Packet> Egress(ProjectPlan plan, Intent intent, GcpFirewallListing listing, string service) =>
        from source in OnCloud.Members(plan, service).DistinctBy(address => address.V6)
        from turned in Census.Of(
            Census.Addresses(source.V6, intent.Mentions, intent.OutboundMentions, listing.Mentions),
            source,
            Census.Ports(intent.Mentions, intent.OutboundMentions, listing.Mentions))
        select turned with { Source = turned.Destination, Destination = turned.Source };

    private static string AccountOf(ProjectPlan plan, string service) => GcpNames.ServiceAccount(plan.Spec.Name, service);

    private static void Verify(RandomProject project, Packet packet, bool wanted, Decision decision)
    {
        if ((decision.Verdict == Verdict.Accept) != wanted)
        {
            Assert.Fail($"{packet}\nwanted {wanted}, got {decision}\n{project.Text}");
        }
    }
}
