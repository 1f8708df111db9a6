using FsCheck;
using FsCheck.Xunit;
using Infra.Core.Clouds;
using Infra.Core.Deployments;
using Infra.Core.Policy;
using Infra.Core.Tests.Fixtures;
using Infra.Core.Tests.Spec;
using Infra.Reachability.Aws;
using Infra.Reachability.Packets;

namespace Infra.Core.Tests.Proof;

/// <summary>
/// The law of the two layers: the network ACL allows all of the policy and more; together with the security groups it allows exactly the
/// policy. Checked for whole connections, opening packet and reply, from the ports clients and nodes use.
/// </summary>
public sealed class NetworkAclProofTests
{
    // A tunnel sends from the port it listens on.
    private static readonly int[] TunnelPorts = [500, 4500, 4501];
    private static readonly int[] ClientPorts = [1024, 65535];
    private static readonly int[] NodePorts = [32768, 60999];

    [Property(MaxTest = 12)]
    public void AclAndGroups_Inbound_AreExactlyThePolicy(DoNotSize<int> seed) =>
        Assert.Empty(InboundDifferences(AwsText.WithAcl(RandomProject.Of(seed.Item, CloudKind.Aws).Plan), text => text));

    [Property(MaxTest = 8)]
    public void AclAndGroups_Outbound_AreExactlyThePolicy(DoNotSize<int> seed) =>
        Assert.Empty(OutboundDifferences(AwsText.WithAcl(RandomProject.Of(seed.Item, CloudKind.Aws).Plan), text => text));

    /// <summary>While nodes follow their service, one after the other, to subnets with their own route to the internet.</summary>
    [Theory]
    [InlineData("open")]
    [InlineData("{ mirror: { to: [internet], ports: [443] } }")]
    public void AclAndGroups_ServiceInBothKindsOfSubnets_AreExactlyThePolicy(string egress)
    {
        var text = Text(egress);
        var open = StackText.Replace(text, "allowedSources: [", "publicAccess: true\n        allowedSources: [203.0.113.0/24, ");
        var locked = new LockSource(StackText.Plan(text).LockText, StackText.LockFile, LockMode.Extend)
        {
            Requests = new LockRequests { Replace = ["orders-db-2"], Empties = ["orders-db-2/data"] },
        };
        var plan = AwsText.WithAcl(ProjectCompiler.Compile(new StackSource(open, StackText.File), locked).Value!);

        Assert.Equal(["workload-a", "exposed-b", "workload-c"], plan.Topology.Nodes.Select(node => node.Subnet.Key));
        Assert.Empty(Differences(plan, rules => rules));
        Assert.NotEmpty(
            Differences(plan, rules => StackText.Replace(rules, "203.0.113.0/24  # workload.in", "203.0.113.0/25  # workload.in"))
        );
    }

    /// <summary>Where nodes listen, the ACL is as strict as networks and ports can be: what no service allows stays out.</summary>
    [Property(MaxTest = 12)]
    public void Acl_WhereNodesListen_LetsInWhatSomeServiceDoes(DoNotSize<int> seed) =>
        Assert.Empty(ListeningDifferences(AwsText.WithAcl(RandomProject.Of(seed.Item, CloudKind.Aws).Plan), text => text));

    [Property(MaxTest = 12)]
    public void Acl_UnreachableErrors_PassBothWays(DoNotSize<int> seed) =>
        Assert.Empty(LostErrors(AwsText.WithAcl(RandomProject.Of(seed.Item, CloudKind.Aws).Plan), text => text));

    /// <summary>With internet egress open, other private networks remain closed in this layer too.</summary>
    [Fact]
    public void Acl_OpenEgress_DoesNotReachPrivateNetworks()
    {
        var acl = AwsText.Acl(AwsText.WithAcl(Plan("open")));
        var node = Ip.Parse("10.77.0.4");

        Assert.All(new[] { "10.200.0.1", "100.64.0.1", "172.31.255.255", "192.168.0.1" }, to =>
            Assert.All(new[] { ProtocolNumber.Tcp, ProtocolNumber.Udp, ProtocolNumber.Gre }, protocol =>
                Assert.Equal(Verdict.Drop, acl.Out(new Packet(node, Ip.Parse(to), protocol) { DestinationPort = 443 }).Verdict)
            )
        );
        Assert.Equal(Verdict.Accept, acl.Out(new Packet(node, Ip.Parse("192.0.2.1"), ProtocolNumber.Gre)).Verdict);
    }

    [Theory]
    [InlineData("open")]
    [InlineData("{}")]
    [InlineData("{ mirror: { to: [internet], ports: [443] }, logs: { to: [10.9.0.0/24], protocol: udp, ports: [514] } }")]
    public void Acl_AnyRuleRemoved_IsNoticed(string egress)
    {
        var plan = AwsText.WithAcl(Plan(egress));
        var rules = AwsText.File(plan, "network-acl").Split('\n').Where(line => line.Contains("  # ", StringComparison.Ordinal)).ToList();
        Assert.Empty(Differences(plan, text => text));
        Assert.True(rules.Count > 6, "there must be rules to remove");
        Assert.All(rules, rule =>
            Assert.True(Differences(plan, text => StackText.Replace(text, rule + "\n", "")).Any(), $"nothing depends on {rule}")
        );
    }

    private static bool IsTunnel(Packet packet) => packet.Protocol == ProtocolNumber.Udp && TunnelPorts.Contains(packet.DestinationPort);

    private static ProjectPlan Plan(string egress) => StackText.Plan(Text(egress));

    private static string Text(string egress) =>
        StackText.Replace(StackText.On("aws", "eu-west-1"), "    services:", $"    egress: {egress}\n    services:");

    private static IEnumerable<string> Differences(ProjectPlan plan, Func<string, string> change) =>
        InboundDifferences(plan, change)
            .Concat(OutboundDifferences(plan, change))
            .Concat(ListeningDifferences(plan, change))
            .Concat(LostErrors(plan, change))
            .Concat(PrivateLeaks(plan, change));

    private static IEnumerable<string> InboundDifferences(ProjectPlan plan, Func<string, string> change)
    {
        var (intent, acl) = (new Intent(plan), Read(plan, change));
        foreach (var service in plan.Spec.Services.Keys)
        {
            var group = AwsText.Group(plan, service);
            var members = OnCloud.Members(plan, service);
            var sources = PacketClasses.Addresses(false, intent.Boundaries, acl.Boundaries).Concat(members).Distinct().ToList();
            foreach (var packet in PacketClasses.Of(sources, members[0], PacketClasses.Ports(intent.Boundaries, acl.Boundaries)))
            {
                var isTunnel = IsTunnel(packet) && members.Contains(packet.Source);
                foreach (var port in isTunnel ? [packet.DestinationPort] : ClientPorts)
                {
                    var opening = packet with { SourcePort = port };
                    if (intent.AtSdn(service, opening) != (group.Inbound(opening).Accepts && acl.LetsIn(opening)))
                    {
                        yield return $"{service}: {opening}: {acl.In(opening)}";
                    }
                }
            }
        }
    }

    private static IEnumerable<string> OutboundDifferences(ProjectPlan plan, Func<string, string> change)
    {
        var (intent, acl) = (new Intent(plan), Read(plan, change));
        foreach (var service in plan.Spec.Services.Keys)
        {
            var group = AwsText.Group(plan, service);
            var members = OnCloud.Members(plan, service);
            var destinations = PacketClasses.Addresses(false, intent.Boundaries, intent.OutboundBoundaries, acl.Boundaries);
            var ports = PacketClasses.Ports(intent.Boundaries, intent.OutboundBoundaries, acl.Boundaries);
            foreach (var turned in PacketClasses.Of(destinations, members[0], ports))
            {
                var isTunnel = IsTunnel(turned) && members.Contains(turned.Source);
                foreach (var port in isTunnel ? [turned.DestinationPort] : NodePorts)
                {
                    var opening = turned with { Source = turned.Destination, Destination = turned.Source, SourcePort = port };
                    var wanted = intent.LeavesFor(service, opening, platform: false) || intent.TunnelsTo(service, opening);
                    if (wanted != (group.Outbound(opening).Accepts && acl.LetsOut(opening)))
                    {
                        yield return $"{service}: {opening}: {acl.Out(opening)}";
                    }
                }
            }
        }
    }

    private static IEnumerable<string> ListeningDifferences(ProjectPlan plan, Func<string, string> change)
    {
        var (intent, acl) = (new Intent(plan), Read(plan, change));
        var project = AddressRanges.Range($"{plan.Topology.Cidr}", v6: false);
        var ports = PacketClasses.Ports(intent.Boundaries, acl.Boundaries).Where(port => port < 32768).ToList();
        foreach (
            var packet in PacketClasses.Of(
                PacketClasses.Addresses(false, intent.Boundaries, acl.Boundaries),
                Ip.Parse($"{plan.Topology.Nodes[0].Address}"),
                ports
            )
        )
        {
            if (packet.Protocol is not (ProtocolNumber.Tcp or ProtocolNumber.Udp))
            {
                continue;
            }

            // The ACL does not know nodes: for it, peers are the project's network.
            var isTunnel =
                IsTunnel(packet)
                && packet.Source.Number >= project.First
                && packet.Source.Number <= project.Last
                && plan.Policy.Flows.Any(flow =>
                    flow.Purpose is FlowPurpose.Tunnel && flow.Ports.AsNumbers().Contains(packet.DestinationPort)
                );
            var wanted = isTunnel || plan.Spec.Services.Keys.Any(service => intent.AtSdn(service, packet));
            if (wanted != (acl.In(packet).Verdict == Verdict.Accept))
            {
                yield return $"{packet}: {acl.In(packet)}";
            }
        }
    }

    private static IEnumerable<string> LostErrors(ProjectPlan plan, Func<string, string> change)
    {
        var acl = Read(plan, change);
        var node = Ip.Parse($"{plan.Topology.Nodes[0].Address}");
        foreach (var other in PacketClasses.Addresses(false, acl.Boundaries))
        {
            if (
                acl.In(new Packet(other, node, ProtocolNumber.Icmp) { IcmpType = 3 }).Verdict != Verdict.Accept
                || acl.Out(new Packet(node, other, ProtocolNumber.Icmp) { IcmpType = 3 }).Verdict != Verdict.Accept
            )
            {
                yield return $"path MTU from {other}";
            }
        }
    }

    private static IEnumerable<string> PrivateLeaks(ProjectPlan plan, Func<string, string> change)
    {
        var (intent, acl) = (new Intent(plan), Read(plan, change));
        var node = Ip.Parse($"{plan.Topology.Nodes[0].Address}");
        return new[] { "10.255.0.1", "100.64.0.1", "172.16.0.1", "192.168.0.1" }
            .Select(to => new Packet(node, Ip.Parse(to), ProtocolNumber.Tcp) { DestinationPort = 443 })
            .Where(packet =>
                acl.Out(packet).Verdict == Verdict.Accept && !plan.Spec.Services.Keys.Any(service => intent.LeavesFor(service, packet))
            )
            .Select(packet => $"{packet} leaks");
    }

    private static NetworkAclListing Read(ProjectPlan plan, Func<string, string> change) => new(change(AwsText.File(plan, "network-acl")));
}
