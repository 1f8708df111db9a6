using Infra.Core.Tests.Reader;

namespace Infra.Core.Tests.Proof;

/// <summary>The reader refuses what it does not understand: ignoring one word would prove nothing.</summary>
public sealed class ReaderTests
{
    private static readonly KernelSets Sets = new(
        new Dictionary<string, AddressRanges> { ["a-4"] = Intent.Ranges(false, "10.0.0.0/8"), ["a-6"] = Intent.Ranges(true, "fd00::/8") },
        new Dictionary<string, PortedRanges> { ["p-4"] = new(false, [(0, 1, Proto.Tcp, 22)]), ["p-6"] = new(true, [(0, 1, Proto.Tcp, 22)]) }
    );

    [Theory]
    [InlineData("-A X -j ACCEPT")]
    [InlineData("-A X -i lo -s 10.0.0.0/8 -j REJECT --reject-with icmp-port-unreachable")]
    [InlineData("-A X -p tcp -m multiport --dports 1,65535 -j ACCEPT")]
    [InlineData("-A X ! -i wg0 -m set --match-set a-4 src -j DROP")]
    [InlineData("-A X -m comment --comment INFRA-1 -j RETURN")]
    public void Rule_Understood_IsRead(string rule) => Read(rule);

    [Theory]
    [InlineData("-A Y -j ACCEPT")]
    [InlineData("-A X")]
    [InlineData("-A X -j LOG")]
    [InlineData("-A X -j ACCEPT -s 10.0.0.1")]
    [InlineData("-A X  -j ACCEPT")]
    [InlineData("-A X -i eth+ -j ACCEPT")]
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
    public void Rule_NotUnderstood_IsAnError(string rule) => Assert.Throws<ReaderException>(() => Read(rule));

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
    public void Sets_NotUnderstood_AreAnError(string text) => Assert.Throws<ReaderException>(() => IpSetText.Parse(text));

    [Theory]
    [InlineData("ip saddr 10.0.0.0/8 accept")]
    [InlineData("ip saddr @nobody accept")]
    [InlineData("tcp sport { 1 } accept")]
    [InlineData("tcp dport { 0 } accept")]
    [InlineData("goto other")]
    [InlineData("ct state untracked accept")]
    [InlineData("accept; accept")]
    public void Nft_NotUnderstood_IsAnError(string rule) =>
        Assert.Throws<ReaderException>(() =>
            NftText.Parse(
                "table inet sdn\ndelete table inet sdn\ntable inet sdn {\n  chain forward {\n    type filter hook forward priority 0; policy drop;\n    "
                    + rule
                    + "\n    bogus\n  }\n}\n"
            )
        );

    private static void Read(string rule) => FilterText.Parse($"*filter\n:X - [0:0]\n{rule}\nCOMMIT\n", v6: false, Sets);
}
