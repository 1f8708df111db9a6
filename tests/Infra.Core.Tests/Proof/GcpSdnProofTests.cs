using Infra.Core.Clouds;
using Infra.Core.Clouds.Gcp;
using Infra.Core.Tests.Fixtures;
using Infra.Reachability;
using Infra.Reachability.Gcp;
using Infra.Reachability.Layers;
using Infra.Reachability.Packets;

namespace Infra.Core.Tests.Proof;

/// <summary>
/// VPC firewall rules, read back from their listing, accept exactly what the policy allows: in a network of their own and next to others'
/// rules.
/// </summary>
public sealed class GcpSdnProofTests : CloudSdnProof
{
    private static readonly Ip Metadata = Ip.Parse("169.254.169.254");

    // The rules of a default network, and what somebody might have added at the default priority.
    private const string Foreign = """
        INGRESS 65534 default-allow-internal allow target * source 10.0.0.0/8 protocols tcp;udp
        INGRESS 65534 default-allow-ssh allow target * source 0.0.0.0/0 protocols tcp:22
        INGRESS 1000 somebodys-in allow target * source 0.0.0.0/0 protocols all
        INGRESS 1000 somebodys-in6 allow target * source ::/0 protocols all

        """;

    private protected override CloudKind Cloud => CloudKind.Gcp;

    private protected override int RulesToRemove => 12;

    private protected override string Listing(ProjectPlan plan) => GcpSdn.Listing(GcpFirewall.Compile(plan).Rules);

    private protected override Func<string, IReadOnlyList<CloudFilter>> Read(ProjectPlan plan, string listing)
    {
        var (alone, beside) = (OnCloud.ReadGcp(plan, listing), OnCloud.ReadGcp(plan, Foreign + listing));
        return service => [Of(alone, plan, service), Of(beside, plan, service)];
    }

    private protected override Func<string, IReadOnlyList<CloudFilter>> ReadParts(ProjectPlan plan, string listing)
    {
        // GCP's implied rules deny too, so only others' rules show what a deny is for.
        var beside = OnCloud.ReadGcp(plan, Foreign + listing);
        return service => [Of(beside, plan, service)];
    }

    private protected override Func<Ip, bool> Unfiltered(ProjectPlan plan) => ComesUnfiltered;

    /// <summary>The metadata server opens no connections, but GCP documents that it may.</summary>
    private protected override bool ComesUnfiltered(Ip address) => address == Metadata;

    [Fact]
    public void Reader_PriorityAndImpliedRules_AreGoogles()
    {
        var plan = OnCloud.Relabelled(SmallProject.Plan(), CloudKind.Gcp);
        var node = Ip.Parse($"{plan.Topology.Nodes[0].Address}");
        var filter = OnCloud
            .ReadGcp(
                plan,
                """
                INGRESS 100 first allow target * source 192.0.2.0/25 protocols tcp:9
                INGRESS 200 second deny target * source 192.0.2.0/24 protocols all
                INGRESS 200 third allow target * source 192.0.2.0/24 protocols tcp:9
                EGRESS 200 fourth deny target * destination 192.0.2.0/24 protocols tcp:9

                """
            )
            .Of(AccountOf(plan, "orders-db"));

        Verdict In(string from) => filter.Inbound(new Packet(Ip.Parse(from), node, ProtocolNumber.Tcp) { DestinationPort = 9 }).Verdict;
        Verdict Out(string to) => filter.Outbound(new Packet(node, Ip.Parse(to), ProtocolNumber.Tcp) { DestinationPort = 9 }).Verdict;

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

        Assert.Throws<UnknownRuleException>(() => OnCloud.ReadGcp(plan, text));
        Assert.NotNull(OnCloud.ReadGcp(plan, "INGRESS 1 n allow target * source 10.0.0.0/8 protocols esp;tcp:1"));
    }

    private static CloudFilter Of(VpcFirewallListing listing, ProjectPlan plan, string service) => listing.Of(AccountOf(plan, service));

    private static string AccountOf(ProjectPlan plan, string service) => GcpNames.ServiceAccount(plan.Spec.Name, service);
}
