using FsCheck;
using FsCheck.Xunit;
using Infra.Core.Clouds;
using Infra.Core.Clouds.Azure;
using Infra.Core.Policy;
using Infra.Core.Tests.Fixtures;
using Infra.Core.Topology;
using Infra.Reachability;
using Infra.Reachability.Layers;
using Infra.Reachability.Packets;

namespace Infra.Core.Tests.Proof;

/// <summary>
/// Network security groups, read back from their listing, accept exactly what the policy allows: also for networks that Azure's default
/// rules would allow, which are clients in some of these projects.
/// </summary>
public sealed class AzureSdnProofTests : CloudSdnProof
{
    private const string Peered = "10.7.0.0/16";
    private static readonly Ip[] Host = [Ip.Parse("168.63.129.16"), Ip.Parse("169.254.169.254")];

    private protected override CloudKind Cloud => CloudKind.Azure;

    private protected override int RulesToRemove => 20;

    private protected override string Listing(ProjectPlan plan) => AzureSdn.Listing(AzureFirewall.Compile(plan).Groups);

    /// <summary>A service's group is exact, alone and together with the subnets'.</summary>
    private protected override Func<string, IReadOnlyList<CloudFilter>> Read(ProjectPlan plan, string listing)
    {
        var read = OnCloud.ReadNsg(plan, listing, Peered);
        // The bastions' subnets have no group of their own.
        return service =>
            service == Bastion.Owner
                ? [read.Of(GroupOf(plan, service))]
                : [read.Of(GroupOf(plan, service)), read.Of(SubnetGroup(plan), GroupOf(plan, service))];
    }

    private protected override Func<string, IReadOnlyList<CloudFilter>> ReadParts(ProjectPlan plan, string listing)
    {
        var read = OnCloud.ReadNsg(plan, listing, Peered);
        return service => [read.Of(GroupOf(plan, service)), read.Of(SubnetGroup(plan))];
    }

    private protected override Func<Ip, bool> Unfiltered(ProjectPlan plan) => Host.Contains;

    /// <summary>Its claim is weaker: operators' ports from operators, clients' ports from anywhere, tunnels within the subnets.</summary>
    [Property(MaxTest = 12)]
    public void SubnetGroup_AnyProject_AcceptsWhatItsPurposeSays(DoNotSize<int> seed)
    {
        var (project, plan, intent, _) = Draw(seed.Item);
        var reading = OnCloud.ReadNsg(plan, Listing(plan), Peered).Of(SubnetGroup(plan));
        var service = plan.Spec.Services.Keys.First();
        foreach (var packet in InboundPackets(plan, intent, reading, service))
        {
            Verify(project, packet, MayEnterSubnet(plan, packet), reading.Inbound(packet));
        }

        foreach (var packet in OutboundPackets(plan, intent, reading, service))
        {
            var wanted =
                Host.Contains(packet.Destination)
                || IsTunnel(plan, packet)
                || plan.Spec.Services.Keys.Any(any => intent.LeavesFor(any, packet));
            Verify(project, packet, wanted, reading.Outbound(packet));
        }
    }

    [Fact]
    public void Reader_EverythingElse_IsLeftToAzuresOwnRules()
    {
        var plan = OnCloud.Relabelled(SmallProject.Plan(), CloudKind.Azure);
        var line = $"{SubnetGroup(plan)} Inbound 4000 nothing Deny Tcp source 192.0.2.0/24 destination * ports 9\n";
        var listing = OnCloud.ReadNsg(plan, line, Peered).Of(SubnetGroup(plan));
        var node = Ip.Parse($"{plan.Topology.Nodes[0].Address}");

        Verdict In(string from) => listing.Inbound(new Packet(Ip.Parse(from), node, ProtocolNumber.Tcp) { DestinationPort = 9 }).Verdict;
        Verdict Out(string to) => listing.Outbound(new Packet(node, Ip.Parse(to), ProtocolNumber.Tcp) { DestinationPort = 9 }).Verdict;

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

        Assert.Throws<UnknownRuleException>(() => OnCloud.ReadNsg(plan, text));
        Assert.NotNull(OnCloud.ReadNsg(plan, "g Inbound 100 n Allow Tcp source 10.0.0.0/8 destination * ports 1,3-4"));
    }

    private static bool MayEnterSubnet(ProjectPlan plan, Packet packet) =>
        IsTunnel(plan, packet)
        || (
            packet.Protocol == ProtocolNumber.Tcp
            && packet.DestinationPort is (443 or (>= 10000 and <= 30000))
            && plan.Policy.Flows.Any(flow => flow.Purpose is FlowPurpose.Clients)
        )
        || plan.Policy.Flows.Any(flow =>
            packet.Protocol == ProtocolNumber.Tcp
            && flow.Service != Bastion.Owner
            && flow.Ports.Contains(packet.DestinationPort)
            && flow.Purpose is FlowPurpose.Management or FlowPurpose.Platform
            && IsIn(((FlowPurpose.FromOutside)flow.Purpose).Sources.Select(cidr => $"{cidr}"), packet.Source)
        );

    private static bool IsTunnel(ProjectPlan plan, Packet packet)
    {
        var subnets = plan
            .Topology.Subnets.Where(subnet => subnet.Role == SubnetRole.Workload)
            .SelectMany(subnet => subnet.Cidr6 is { } cidr6 ? [$"{subnet.Cidr}", $"{cidr6}"] : new[] { $"{subnet.Cidr}" })
            .ToList();
        return packet.Protocol == ProtocolNumber.Udp
            && plan.Policy.Flows.Any(flow => flow.Purpose is FlowPurpose.Tunnel && flow.Ports.AsNumbers().Contains(packet.DestinationPort))
            && IsIn(subnets, packet.Source)
            && IsIn(subnets, packet.Destination);
    }

    private static bool IsIn(IEnumerable<string> networks, Ip address) =>
        AddressRanges
            .Of(address.V6, networks.Where(network => network.Contains(':', StringComparison.Ordinal) == address.V6))
            .Contains(address);

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
