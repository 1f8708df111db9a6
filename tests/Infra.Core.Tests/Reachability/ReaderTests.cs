using Infra.Reachability;
using Infra.Reachability.Aws;
using Infra.Reachability.Iptables;
using Infra.Reachability.Nft;
using Infra.Reachability.Packets;

namespace Infra.Core.Tests.Reachability;

/// <summary>The reader rejects what it does not understand: a proof that ignores one word proves nothing.</summary>
public sealed class ReaderTests
{
    private static readonly KernelSets Sets = new(
        new Dictionary<string, AddressRanges>
        {
            ["a-4"] = AddressRanges.Of(false, "10.0.0.0/8"),
            ["a-6"] = AddressRanges.Of(true, "fd00::/8"),
        },
        new Dictionary<string, PortedRanges>
        {
            ["p-4"] = new(false, [(0, 1, ProtocolNumber.Tcp, 22)]),
            ["p-6"] = new(true, [(0, 1, ProtocolNumber.Tcp, 22)]),
        }
    );

    [Theory]
    [InlineData("-A X -j ACCEPT")]
    [InlineData("-A X -i lo -s 10.0.0.0/8 -j REJECT --reject-with icmp-port-unreachable")]
    [InlineData("-A X -p tcp -m multiport --dports 1,65535 -j ACCEPT")]
    [InlineData("-A X ! -i wg0 -m set --match-set a-4 src -j DROP")]
    [InlineData("-A X ! -i ipsec+ -j DROP")]
    [InlineData("-A X -o fifteen-letters -j ACCEPT")]
    [InlineData("-A X -m comment --comment INFRA-1 -j RETURN")]
    public void Rule_Understood_IsRead(string rule) => Read(rule);

    [Theory]
    [InlineData("-A Y -j ACCEPT")]
    [InlineData("-A X")]
    [InlineData("-A X -j LOG")]
    [InlineData("-A X -j ACCEPT -s 10.0.0.1")]
    [InlineData("-A X  -j ACCEPT")]
    [InlineData("-A X -i eth++ -j ACCEPT")]
    [InlineData("-A X -i e+h -j ACCEPT")]
    [InlineData("-A X -i + -j ACCEPT")]
    [InlineData("-A X -i sixteen-letters- -j ACCEPT")]
    [InlineData("-A X -p all -j ACCEPT")]
    [InlineData("-A X ! -p tcp -j ACCEPT")]
    [InlineData("-A X -p ipv6-icmp -j ACCEPT")]
    [InlineData("-A X -m owner --uid-owner 0 -j ACCEPT")]
    [InlineData("-A X -m set --match-set b-4 src -j ACCEPT")]
    [InlineData("-A X -m set --match-set a-6 src -j ACCEPT")]
    [InlineData("-A X -m set --match-set a-4 src,dst -j ACCEPT")]
    [InlineData("-A X -m set --match-set p-4 src -j ACCEPT")]
    [InlineData("-A X -m set --match-set p-4 dst,src -j ACCEPT")]
    [InlineData("-A X -m set --match-set p-6 src,dst -j ACCEPT")]
    [InlineData("-A X --match-set a-4 src -j ACCEPT")]
    [InlineData("-A X --dports 22 -j ACCEPT")]
    [InlineData("-A X -p tcp -m multiport --dports 0 -j ACCEPT")]
    [InlineData("-A X -p tcp -m multiport --dports 30:20 -j ACCEPT")]
    [InlineData("-A X -p tcp -m multiport --dports 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16 -j ACCEPT")]
    [InlineData("-A X -m multiport --dports 22 -j ACCEPT")]
    [InlineData("-A X -s 10.0.0.1/8 -j ACCEPT")]
    [InlineData("-A X -s 10.0.0.0/8,11.0.0.0/8 -j ACCEPT")]
    [InlineData("-A X -s fd00::/8 -j ACCEPT")]
    [InlineData("-A X -j REJECT")]
    [InlineData("-A X -j REJECT --reject-with tcp-reset")]
    [InlineData("-A X -m comment --comment \"a b\" -j ACCEPT")]
    [InlineData("-I X -j ACCEPT")]
    [InlineData(":X - [0:0]")]
    [InlineData("*nat")]
    public void Rule_NotUnderstood_IsAnError(string rule) => Assert.Throws<UnknownRuleException>(() => Read(rule));

    [Theory]
    [InlineData("create a hash:ip family inet hashsize 1024 maxelem 65536\n")]
    [InlineData("create a hash:net family inet hashsize 1024 maxelem 65536 timeout 5\n")]
    [InlineData("add a 10.0.0.0/8\n")]
    [InlineData("create a hash:net family inet hashsize 1024 maxelem 65536\nadd a 0.0.0.0/0\n")]
    [InlineData("create a hash:net family inet hashsize 1024 maxelem 65536\nadd a 10.0.0.0/8 nomatch\n")]
    [InlineData("create a hash:net family inet hashsize 1024 maxelem 65536\nadd a fd00::/8\n")]
    [InlineData("create a hash:net family inet hashsize 1024 maxelem 1\nadd a 10.0.0.0/8\nadd a 11.0.0.0/8\n")]
    [InlineData("create a hash:net,port family inet hashsize 1024 maxelem 2\nadd a 10.0.0.0/8\n")]
    [InlineData("create a hash:net,port family inet hashsize 1024 maxelem 2\nadd a 10.0.0.0/8,22\n")]
    [InlineData("create a hash:net,port family inet hashsize 1024 maxelem 2\nadd a 0.0.0.0/0,tcp:22\n")]
    [InlineData("create a hash:net,port family inet hashsize 1024 maxelem 2\nadd a 10.0.0.0/8,esp:22\n")]
    [InlineData("create a hash:net,port family inet hashsize 1024 maxelem 2\nadd a 10.0.0.0/8,tcp:0\n")]
    [InlineData("create a hash:net,port family inet hashsize 1024 maxelem 2\nadd a 10.0.0.0/8,tcp:25-22\n")]
    [InlineData("create a hash:net,port family inet hashsize 1024 maxelem 2\nadd a 10.0.0.0/8,tcp:22-24\n")]
    [InlineData("create a hash:net,port family inet hashsize 1024 maxelem 2\nadd a 10.0.0.0/8,tcp:22:23\n")]
    [InlineData(
        "create a hash:net,port family inet hashsize 1024 maxelem 2\ncreate b hash:net family inet hashsize 1024 maxelem 65536\nswap a b\n"
    )]
    public void Sets_NotUnderstood_AreAnError(string text) => Assert.Throws<UnknownRuleException>(() => IpSetText.Parse(text));

    [Theory]
    [InlineData("ip saddr 10.0.0.0/8 accept")]
    [InlineData("ip saddr @nobody accept")]
    [InlineData("tcp sport { 1 } accept")]
    [InlineData("tcp dport { 0 } accept")]
    [InlineData("goto other")]
    [InlineData("ct state untracked accept")]
    [InlineData("accept; accept")]
    public void Nft_NotUnderstood_IsAnError(string rule) =>
        Assert.Throws<UnknownRuleException>(() =>
            NftText.Parse(
                "table inet sdn\ndelete table inet sdn\ntable inet sdn {\n  chain forward {\n    type filter hook "
                    + "forward priority 0; policy drop;\n    "
                    + rule
                    + "\n    bogus\n  }\n}\n"
            )
        );

    private static readonly Dictionary<string, IReadOnlySet<Ip>> Members = new() { ["db"] = new HashSet<Ip> { Ip.Parse("10.0.0.1") } };

    [Theory]
    [InlineData("db in tcp 22 10.0.0.0/8", "")]
    [InlineData("db.all.internet out all all list:far  # to people", "far 192.0.2.0/24\n")]
    [InlineData("db in udp 4501 group:db", "")]
    [InlineData("db.all.internet in icmp-3/4 all 0.0.0.0/0", "")]
    public void SecurityGroups_Understood_AreRead(string line, string lists) =>
        Assert.NotNull(new SecurityGroupListing(line, lists, Members).Of("db"));

    /// <summary>Also in the lines of a group nobody asks about.</summary>
    [Theory]
    [InlineData("sideways tcp 22 10.0.0.0/8")]
    [InlineData("in sctp 22 10.0.0.0/8")]
    [InlineData("in tcp all 10.0.0.0/8")]
    [InlineData("in all 22 10.0.0.0/8")]
    [InlineData("in tcp 22-21 10.0.0.0/8")]
    [InlineData("in tcp 22-22 10.0.0.0/8")]
    [InlineData("in tcp +22 10.0.0.0/8")]
    [InlineData("in tcp 022 10.0.0.0/8")]
    [InlineData("in tcp 65536 10.0.0.0/8")]
    [InlineData("in tcp 22 10.0.0.1")]
    [InlineData("in tcp 22 10.0.0.1/8")]
    [InlineData("in tcp 22 10/8")]
    [InlineData("in tcp 22 010.0.0.0/8")]
    [InlineData("in tcp 22 10.0.0.0/+8")]
    [InlineData("in tcp 22 [::]/0")]
    [InlineData("in tcp 22 list:nowhere")]
    [InlineData("in tcp 22 group:other")]
    [InlineData("in tcp 22 sg-0123456789abcdef0")]
    [InlineData("in tcp 22 10.0.0.0/8 except")]
    [InlineData("in tcp  22 10.0.0.0/8")]
    public void SecurityGroups_NotUnderstood_AreAnError(string rule)
    {
        Assert.Throws<UnknownRuleException>(() => new SecurityGroupListing($"db {rule}", "", Members));
        Assert.Throws<UnknownRuleException>(() => new SecurityGroupListing($"other {rule}", "", Members));
    }

    [Fact]
    public void SecurityGroups_OfNobodyKnown_AreNotGuessed() =>
        Assert.Throws<UnknownRuleException>(() => new SecurityGroupListing("db in tcp 22 10.0.0.0/8", "", Members).Of("web"));

    [Theory]
    [InlineData("a in 0 allow tcp 22 10.0.0.0/8")]
    [InlineData("a in 32767 allow tcp 22 10.0.0.0/8")]
    [InlineData("a in 1 permit tcp 22 10.0.0.0/8")]
    [InlineData("a in 1 allow icmp-4 all 10.0.0.0/8")]
    [InlineData("a in 1 allow tcp 22 group:db")]
    [InlineData("a in 1 allow tcp 22 10.0.0.0/8\nb in 1 deny tcp 22 11.0.0.0/8")]
    public void NetworkAcl_NotUnderstood_IsAnError(string text)
    {
        Assert.Throws<UnknownRuleException>(() => new NetworkAclListing(text));
        Assert.NotNull(new NetworkAclListing("a in 1 allow tcp 22 10.0.0.0/8\nb out 1 deny tcp 22 11.0.0.0/8"));
    }

    [Theory]
    [InlineData("10.7")]
    [InlineData("010.0.0.1")]
    [InlineData("0x0a.0.0.1")]
    [InlineData("167772161")]
    [InlineData("[::1]")]
    [InlineData("fe80::1%eth0")]
    [InlineData(" 10.0.0.1")]
    [InlineData("")]
    public void Address_ThatToolsReadDifferently_IsAnError(string text) => Assert.Throws<UnknownRuleException>(() => Ip.Parse(text));

    [Theory]
    [InlineData("10.0.0.1")]
    [InlineData("fd00::1")]
    [InlineData("::ffff:10.0.0.1")]
    public void Address_AsToolsPrintIt_IsRead(string text) => Assert.Equal(text, $"{Ip.Parse(text)}");

    /// <summary>A file that a later version of nodes loads would otherwise be silently ignored.</summary>
    [Fact]
    public void NodeFirewall_WithAFileThatIsNotKnown_IsNotRead()
    {
        var files = new Dictionary<string, string>
        {
            ["/etc/infra/firewall/sets"] = "",
            ["/etc/infra/firewall/rules.v4"] = "*filter\nCOMMIT\n",
            ["/etc/infra/firewall/rules.v6"] = "*filter\nCOMMIT\n",
            ["/etc/infra/elsewhere"] = "no rule",
        };
        var read = NodeFirewall.Read(files);

        Assert.Throws<UnknownRuleException>(() => read.Input(new Packet(Ip.Parse("10.0.0.1"), Ip.Parse("10.0.0.2"), ProtocolNumber.Tcp)));
        Assert.Throws<UnknownRuleException>(() =>
            NodeFirewall.Read(new Dictionary<string, string>(files) { ["/etc/infra/firewall/mangle-v4"] = "" })
        );
        Assert.Throws<UnknownRuleException>(() =>
            NodeFirewall.Read(files.Where(file => file.Key != "/etc/infra/firewall/sets").ToDictionary())
        );
    }

    [Fact]
    public void Error_QuotesTheWholeLine() =>
        Assert.Equal(
            "'70000' is not a number of 1-65535 in: -A X -p tcp -m multiport --dports 70000 -j ACCEPT",
            Assert.Throws<UnknownRuleException>(() => Read("-A X -p tcp -m multiport --dports 70000 -j ACCEPT")).Message
        );

    private static void Read(string rule) => FilterText.Parse($"*filter\n:X - [0:0]\n{rule}\nCOMMIT\n", v6: false, Sets);
}
