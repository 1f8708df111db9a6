using Infra.Core.Addressing;
using Infra.Core.Clouds;
using Infra.Core.Firewall;
using Infra.Core.Spec;
using Infra.Core.Tests.Fixtures;

namespace Infra.Core.Tests.Firewall;

public class NodeFilterTests
{
    [Theory]
    [InlineData(CloudKind.Local)]
    [InlineData(CloudKind.Aws)]
    [InlineData(CloudKind.Azure)]
    [InlineData(CloudKind.Gcp)]
    public void Rules_AnyNumberOfPeersAndSources_AreAsMany(CloudKind cloud)
    {
        var few = NodeFilter.Compile(SmallProject.Plan(cloud, 2, ["10.7.0.0/16"]), "orders-db-1");
        var many = NodeFilter.Compile(SmallProject.Plan(cloud, 200, Enumerable.Range(0, 250).Select(i => $"10.{i}.1.0/24")), "orders-db-1");

        Assert.Equal(Count(few, IpFamily.V4), Count(many, IpFamily.V4));
        Assert.Equal(Count(few, IpFamily.V6), Count(many, IpFamily.V6));
        Assert.InRange(Count(many, IpFamily.V4), 1, 30);
        Assert.InRange(Count(many, IpFamily.V6), 1, 44);
    }

    [Fact]
    public void Chains_OfEveryTable_EndInRefusal()
    {
        foreach (
            var table in (FilterTable[])
                [
                    NodeFilter.Compile(SmallProject.Plan(), "orders-db-1"),
                    new ServiceFilter(SmallProject.Plan(), "orders-db").FirstBoot.Table,
                    new ServiceFilter(SmallProject.Plan(), "orders-db").FirstBoot.AfterService,
                ]
        )
        {
            foreach (var chain in table.Chains)
            {
                var last = chain.Rules[^1];
                var verdict = chain.Name == FilterChain.Refuse ? RuleVerdict.RejectUnreachable : RuleVerdict.Refuse;
                Assert.Equal((RuleFamilies.Both, verdict, 0), (last.Families, last.Verdict, last.Matches.Length));
            }
        }
    }

    public static TheoryData<CloudKind, string, bool> Combinations
    {
        get
        {
            var rows = new TheoryData<CloudKind, string, bool>();
            foreach (var cloud in (CloudKind[])[CloudKind.Local, CloudKind.Aws])
            {
                foreach (var egress in (string[])["open", "nowhere", "few", "many", "all of it"])
                {
                    rows.Add(cloud, egress, false);
                    rows.Add(cloud, egress, true);
                }
            }

            return rows;
        }
    }

    /// <summary>Whatever egress, clients and peers are: the same number of rules, and never too many.</summary>
    [Theory]
    [MemberData(nameof(Combinations))]
    public void Rules_EveryCombination_AreFew(CloudKind cloud, string egress, bool differing)
    {
        EgressDestination To(int number, IpProtocol protocol, int ports) =>
            new(
                $"to-{number}",
                [
                    Cidr.Parse($"10.{number}.0.0/16"),
                    .. cloud == CloudKind.Local ? [Cidr.Parse($"2001:db8:{number}::/48")] : Array.Empty<Cidr>(),
                ],
                false,
                protocol,
                [.. Enumerable.Range(8000, ports)]
            );
        var chosen = egress switch
        {
            "open" => new EgressSpec.Open(),
            "nowhere" => SmallProject.Nowhere,
            "few" => SmallProject.Only(To(1, IpProtocol.Udp, 1)),
            "many" => SmallProject.Only([
                .. Enumerable.Range(80, 60).Select(number => To(number, number % 2 == 0 ? IpProtocol.Tcp : IpProtocol.Udp, 30)),
            ]),
            _ => SmallProject.Only(new EgressDestination("web", [], true, IpProtocol.Tcp, [80, 443])),
        };
        var plan = SmallProject.Plan(cloud, 9, egress: chosen, pooled: differing ? ["10.9.0.0/16"] : null);
        var table = NodeFilter.Compile(plan, "orders-db-1");

        Assert.InRange(Count(table, IpFamily.V4), 20, 30);
        Assert.InRange(Count(table, IpFamily.V6), 20, 44);
        Assert.InRange(
            table
                .Chains.Single(chain => chain.Name == "INFRA-OUTPUT")
                .Rules.Count(rule =>
                    rule is { Verdict: RuleVerdict.Accept, Matches: [RuleMatch.DestinationAndPort or RuleMatch.DestinationSet] }
                ),
            1,
            2
        );
    }

    [Fact]
    public void FirstBoot_Rules_AdmitManagementAlone()
    {
        var table = new ServiceFilter(SmallProject.Plan(), "orders-db").FirstBoot.Table;

        Assert.Empty(table.Sets);
        var text = IptablesEmitter.Emit(table, IpFamily.V4);
        Assert.Contains("-A INFRA-INPUT -s 198.51.100.0/28 -p tcp -m multiport --dports 22 -j ACCEPT\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("12000", text + IptablesEmitter.Emit(table, IpFamily.V6), StringComparison.Ordinal);
    }

    [Fact]
    public void ClientSet_NamedAfterWhatItOpens_KeepsItsNameWhenSourcesChange()
    {
        var one = NodeFilter.Compile(SmallProject.Plan(sources: ["10.7.0.0/16"]), "orders-db-1");
        var other = NodeFilter.Compile(SmallProject.Plan(sources: ["10.9.0.0/16"]), "orders-db-1");

        Assert.Equal(one.Sets.Select(s => s.Name), other.Sets.Select(s => s.Name));
        Assert.Equal(IptablesEmitter.Emit(one, IpFamily.V4), IptablesEmitter.Emit(other, IpFamily.V4));
    }

    [Fact]
    public void Everyone_InASet_IsItsTwoHalves()
    {
        var table = new FilterTable([new AddressSet("infra-x", [Cidr.Parse("0.0.0.0/1"), Cidr.Parse("128.0.0.0/1")])], []);

        var text = IpSetEmitter.Emit(table);

        Assert.Contains("add infra-ASIDE-4 0.0.0.0/1\nadd infra-ASIDE-4 128.0.0.0/1\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("/0\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("clients\n-A INFRA-INPUT -j ACCEPT")]
    [InlineData("clients\" -j ACCEPT \"")]
    [InlineData("$(reboot)`reboot`")]
    public void Comment_Hostile_StaysInOneComment(string why)
    {
        var table = NodeFilter.Compile(SmallProject.Plan(), "orders-db-1");
        var chain = table.Chains[0];
        var hostile = table with
        {
            Chains = table.Chains.SetItem(0, new FilterChain(chain.Name, chain.Rules.SetItem(0, chain.Rules[0] with { Why = why }))),
        };

        var text = IptablesEmitter.Emit(hostile, IpFamily.V4);

        Assert.All(text.Split('\n'), line =>
            Assert.False(line.StartsWith("-A", StringComparison.Ordinal) && line.Contains("reboot", StringComparison.Ordinal))
        );
        Assert.Equal(RuleLines(IptablesEmitter.Emit(table, IpFamily.V4)), RuleLines(text));
    }

    [Theory]
    [InlineData("INPUT")]
    [InlineData("INFRA-input")]
    [InlineData("INFRA-X -j ACCEPT")]
    [InlineData("INFRA-ABCDEFGHIJKLMNOPQRSTUVW")]
    public void Chain_BadName_IsRefused(string name) => Assert.Throws<ArgumentException>(() => new FilterChain(name, []));

    [Theory]
    [InlineData("peers")]
    [InlineData("infra-Peers")]
    [InlineData("infra-a b")]
    [InlineData("infra-abcdefghijklmnopqrstuvwx")]
    public void Set_BadName_IsRefused(string name) => Assert.Throws<ArgumentException>(() => new AddressSet(name, []));

    [Theory]
    [InlineData(0)]
    [InlineData(65536)]
    [InlineData(-1)]
    public void Ports_OutOfRange_AreRefused(int port) =>
        Assert.Throws<ArgumentException>(() => new RuleMatch.DestinationPorts(IpProtocol.Tcp, [port]));

    [Fact]
    public void Ports_MoreThanMultiportTakes_AreRefused() =>
        Assert.Throws<ArgumentException>(() => new RuleMatch.DestinationPorts(IpProtocol.Tcp, [.. Enumerable.Range(10000, 16)]));

    [Fact]
    public void Address_OfTheOtherFamily_IsRefused()
    {
        var rule = new FilterRule(RuleFamilies.Both, "", [new RuleMatch.Source(Cidr.Parse("10.0.0.0/8"))], RuleVerdict.Accept);

        Assert.Throws<ArgumentException>(() =>
            IptablesEmitter.Emit(new FilterTable([], [new FilterChain("INFRA-X", [rule])]), IpFamily.V6)
        );
    }

    private static int Count(FilterTable table, IpFamily family) => RuleLines(IptablesEmitter.Emit(table, family)).Length;

    private static string[] RuleLines(string text) =>
        [
            .. text.Split('\n')
                .Where(l => l.StartsWith("-A INFRA-", StringComparison.Ordinal) && !l.Contains("MARK", StringComparison.Ordinal))
                .Select(l => System.Text.RegularExpressions.Regex.Replace(l, "infra-from-[0-9a-f]{8}", "infra-from")),
        ];
}
