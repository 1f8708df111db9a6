using Infra.Core.Bundle;
using Infra.Core.Firewall;
using Infra.Core.Policy;
using Infra.Core.Tests.Spec;
using Infra.Core.Tests.Reader;

namespace Infra.Core.Tests.Proof;

/// <summary>
/// The proof's own control: with any one rule taken out of the emitted text it must fail. So it looks at every rule, and
/// no rule is there for nothing.
/// </summary>
public sealed class EveryRuleCountsTests
{
    // Few clients, or everyone: a rule may be hidden in one of them. No service offers UDP to clients yet; a rule about it
    // would be hidden in both.
    private static readonly ProjectPlan Few = Plan("10.7.0.0/16, \"2001:db8:7::/64\"");
    private static readonly ProjectPlan Everyone = WithUdp(Plan("0.0.0.0/0, \"::/0\""));

    // Clients in a set with ports, where UDP needs no rule of its own.
    private static readonly ProjectPlan Differing = WithUdp(Plan("10.7.0.0/16, \"2001:db8:7::/64\"", "prometheus: { allowedSources: [10.9.0.0/16, \"2001:db8:9::/64\"] }"));

    [Theory]
    [InlineData("rules.v4")]
    [InlineData("rules.v6")]
    public void Input_AnyRuleRemoved_IsNoticed(string file)
    {
        ProjectPlan[] plans = [Few, Everyone, Differing];
        Assert.All(plans, plan => Assert.Empty(Differences(plan, file, text => text)));
        var rules = plans.SelectMany(plan => InputRules(plan, file)).Distinct().ToList();

        Assert.True(rules.Count > 10, "there must be rules to remove");
        Assert.All(rules, rule => Assert.True(
            plans.Any(plan => InputRules(plan, file).Contains(rule) && Differences(plan, file, text => StackText.Replace(text, rule + "\n", "")).Any()),
            $"nothing depends on {rule}"));
    }

    [Theory]
    [InlineData("-m conntrack --ctstate INVALID -j DROP", "-m conntrack --ctstate INVALID -j ACCEPT")]
    [InlineData("infra-management-4 src -p tcp -m multiport --dports 22", "infra-management-4 src -p tcp -m multiport --dports 22,23")]
    [InlineData("infra-management-4 src -p tcp", "infra-management-4 src -p udp")]
    [InlineData("-A INFRA-INPUT -j REJECT --reject-with icmp-port-unreachable", "-A INFRA-INPUT -j DROP")]
    [InlineData("-A INFRA-INPUT -p tcp -j REJECT --reject-with tcp-reset", "-A INFRA-INPUT -p tcp -j DROP")]
    public void Input_RuleWeakened_IsNoticed(string find, string replace) =>
        Assert.NotEmpty(Differences(Few, "rules.v4", rules => StackText.Replace(rules, find, replace)));

    [Fact]
    public void LocalSdn_AnyRuleRemoved_IsNoticed()
    {
        var text = LocalSdn.Emit(Few.Spec, Few.Topology, Few.Policy);
        var packets = SdnPackets(Few).ToList();
        var whole = Decisions(text, packets);
        var rules = text.Split('\n').Where(line => line.Contains(" counter ", StringComparison.Ordinal)).ToList();

        Assert.True(rules.Count > 8, "there must be rules to remove");
        Assert.All(rules, rule => Assert.False(
            whole.SequenceEqual(Decisions(StackText.Replace(text, rule + "\n", ""), packets)), $"nothing depends on {rule}"));
    }

    private static List<(Verdict, string)> Decisions(string text, List<Packet> packets)
    {
        var sdn = NftText.Parse(text);
        return [.. packets.Select(sdn.Decide).Select(decision => (decision.Verdict, decision.With))];
    }

    private static IEnumerable<Packet> SdnPackets(ProjectPlan plan)
    {
        var intent = new Intent(plan);
        foreach (var address in plan.Topology.Nodes.SelectMany(Intent.AddressesOf))
        {
            foreach (var packet in Census.Of(Census.Addresses(address.V6, intent.Mentions), address, Census.Ports(intent.Mentions)))
            {
                yield return packet with { InInterface = "client", OutInterface = "tap1" };
                yield return packet with { InInterface = "tap2", OutInterface = "internet", Source = address, RoutedBack = false };
                yield return packet with { InInterface = "tap2", OutInterface = "internet" };
                yield return packet with { InInterface = "internet", OutInterface = "tap1", State = Tracking.Established };
                yield return packet with { InInterface = "internet", OutInterface = "tap1", State = Tracking.Invalid };
            }
        }
    }

    private static IEnumerable<string> Differences(ProjectPlan plan, string file, Func<string, string> change)
    {
        var intent = new Intent(plan);
        var node = plan.Topology.Nodes[0];
        var v6 = file == "rules.v6";
        var filter = FilterText.Parse(change(File(plan, file)), v6, IpSetText.Parse(File(plan, "sets")).Sets);
        var destination = Intent.AddressesOf(node).Single(address => address.V6 == v6);
        var sources = Census.Addresses(v6, intent.Mentions, filter.Mentions);
        var packets = Census.Of(sources, destination, Census.Ports(intent.Mentions, filter.Mentions)).Concat(Census.Control(sources.Take(40), destination))
            .SelectMany(packet => new[]
            {
                packet, packet with { InInterface = "wg0" }, packet with { InInterface = "lo" },
                packet with { State = Tracking.Established }, packet with { State = Tracking.Invalid },
            });
        foreach (var packet in packets)
        {
            var (wanted, decision) = (intent.AtNode(node, packet), filter.Decide("INFRA-INPUT", packet));
            var answer = wanted != Verdict.Reject ? "" : packet.Protocol == Proto.Tcp ? "tcp-reset" : v6 ? "icmp6-port-unreachable" : "icmp-port-unreachable";
            if ((decision.Verdict, decision.With) != (wanted, answer))
            {
                yield return $"{packet}: {decision}";
            }
        }
    }

    private static ProjectPlan Plan(string sources, string components = "") => StackText.Plan(StackText
        .With("allowedSources: [10.7.0.0/16]", $"allowedSources: [{sources}]\n        components: {{ {components} }}")
        .Replace("[198.51.100.0/28]", "[198.51.100.0/28, \"2001:db8:51::/64\"]", StringComparison.Ordinal));

    private static ProjectPlan WithUdp(ProjectPlan plan)
    {
        var clients = plan.Policy.Flows.First(flow => flow.Key.EndsWith("/pg/clients", StringComparison.Ordinal));
        return plan with { Policy = new([.. plan.Policy.Flows, clients with { Key = "orders-db/udp/clients", Protocol = IpProtocol.Udp }]) };
    }

    private static List<string> InputRules(ProjectPlan plan, string file) =>
        [.. File(plan, file).Split('\n').Where(line => line.StartsWith("-A INFRA-INPUT ", StringComparison.Ordinal))];

    private static string File(ProjectPlan plan, string name) =>
        BundleCompiler.Compile(plan, plan.Topology.Nodes[0].Key, []).Files.Single(file => file.Path == $"/etc/infra/firewall/{name}").Content;
}
