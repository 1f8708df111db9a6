using Infra.Core.Boot;
using Infra.Core.Clouds;
using Infra.Core.Firewall;
using Infra.Core.Tests.Fixtures;

namespace Infra.Core.Tests.Boot;

/// <summary>What user data does first on any image: it closes the node with the available tools, and reports what it cannot do.</summary>
public sealed class FirstFilterTests
{
    private const string Nobody =
        "infra-stage: orders-db-1 no packet filter yet: neither iptables nor nft could load one; the cloud's firewall holds the door\n";

    public static TheoryData<CloudKind> Clouds => [CloudKind.Local, CloudKind.Aws, CloudKind.Azure, CloudKind.Gcp];

    private static string Hook(CloudKind cloud = CloudKind.Aws) =>
        Boothook.Write("orders-db-1", FirstFilter.Write(new ServiceFilter(SmallProject.Plan(cloud), "orders-db")));

    [SkippableFact]
    public void Boothook_Shellcheck_IsClean()
    {
        Skip.IfNot(Tool.IsOnPath("shellcheck"), "needs shellcheck (Debian package shellcheck)");

        var run = Tool.Run(Hook()["#cloud-boothook\n".Length..], "/", "shellcheck", "-");

        Assert.Equal((0, ""), (run.ExitCode, run.Output));
    }

    [Theory]
    [MemberData(nameof(Clouds))]
    public void Boothook_ImageWithNeitherTool_SaysSoAndGoesOn(CloudKind cloud)
    {
        using var image = new ImageTools();

        var run = image.Run(Hook(cloud));

        Assert.Equal((0, Nobody), (run.ExitCode, image.Console));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Boothook_ImageWithIptables_UsesItAlone(bool alsoNft)
    {
        using var image = new ImageTools();
        image.PretendIptables();
        if (alsoNft)
        {
            image.Pretend("nft", reads: true);
        }

        var run = image.Run(Hook());

        Assert.Equal((0, "", ""), (run.ExitCode, run.Output, image.Console));
        Assert.Contains("ip6tables-restore --noflush --wait=10\n*filter\n", image.Calls, StringComparison.Ordinal);
        foreach (var family in new[] { "iptables", "ip6tables" })
        {
            foreach (var hook in new[] { "INPUT", "FORWARD", "OUTPUT" })
            {
                Assert.Contains($"{family} --wait=10 -I {hook} 1 -j INFRA-{hook}\n", image.Calls, StringComparison.Ordinal);
            }
        }

        Assert.DoesNotContain("nft", image.Calls, StringComparison.Ordinal);
    }

    [Fact]
    public void Boothook_ImageWithNftAlone_UsesIt()
    {
        using var image = new ImageTools();
        image.Pretend("nft", reads: true);

        var run = image.Run(Hook());

        Assert.Equal((0, "", ""), (run.ExitCode, run.Output, image.Console));
        Assert.Contains("policy drop", image.Calls, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exit 1", "exit 0")]
    [InlineData("exit 0", "exit 1")]
    public void Boothook_IptablesThatFails_LeavesItToNftAndElseSaysSo(string four, string six)
    {
        using var image = new ImageTools();
        image.PretendIptables(four, six);

        Assert.Equal(0, image.Run(Hook()).ExitCode);
        Assert.Equal(Nobody, image.Console);

        image.Pretend("nft", reads: true);
        Assert.Equal(0, image.Run(Hook()).ExitCode);
        Assert.Equal("", image.Console);
        Assert.Contains("nft -f -\n", image.Calls, StringComparison.Ordinal);

        image.Pretend("nft", "exit 1", reads: true);
        Assert.Equal(0, image.Run(Hook()).ExitCode);
        Assert.Equal(Nobody, image.Console);
    }

    [Fact]
    public void Boothook_NodeInService_DoesNothing()
    {
        using var image = new ImageTools();
        image.PretendIptables();
        image.Touch("infra/confirmed.json");

        Assert.Equal((0, ""), (image.Run(Hook()).ExitCode, image.Calls));
    }

    /// <summary>An image without iptables: the real nft loads the table, twice, and operators can log in to fix the node.</summary>
    [SkippableTheory]
    [MemberData(nameof(Clouds))]
    public void Boothook_RealNft_HoldsTheDoorAndLetsOperatorsIn(CloudKind cloud)
    {
        Skip.If(Tool.NoNamespaces is not null, Tool.NoNamespaces);
        Skip.IfNot(Tool.IsOnPath("nft"), "needs nft (Debian package nftables)");
        using var image = new ImageTools();
        image.Link("nft");

        var run = image.Run(Hook(cloud), inNamespace: true, "PATH=$1/bin sh $1/script; nft list table inet infra_early");

        Assert.Equal((0, ""), (run.ExitCode, image.Console));
        Assert.Equal(2, run.Output.Split("policy drop").Length - 1);
        Assert.Single(run.Output.Split('\n'), line => line.Contains("tcp dport 22 accept", StringComparison.Ordinal));
        Assert.Contains("ip saddr 198.51.100.0/28 tcp dport 22 accept", run.Output, StringComparison.Ordinal);
        Assert.Contains("10.0.0.0/8", run.Output, StringComparison.Ordinal);
        Assert.Contains("meta nfproto ipv4 accept", run.Output, StringComparison.Ordinal);
    }

    /// <summary>Both back ends: the jumps exist, come first, and occur once, even if another rule came first.</summary>
    [SkippableTheory]
    [InlineData("nft")]
    [InlineData("legacy")]
    public void Boothook_RealIptables_PutsItsJumpsFirst(string backEnd)
    {
        Skip.If(Tool.NoNamespaces is not null, Tool.NoNamespaces);
        using var image = new ImageTools();
        foreach (var tool in new[] { "iptables", "ip6tables", "iptables-restore", "ip6tables-restore" })
        {
            image.Pretend(tool, $"exec {Tool.Find($"xtables-{backEnd}-multi")} {tool} \"$@\"");
        }

        var run = image.Run(
            Hook(),
            inNamespace: true,
            $"iptables-{backEnd} -I INPUT -j ACCEPT; PATH=$1/bin sh $1/script; iptables-{backEnd} -S INPUT; ip6tables-{backEnd} -S OUTPUT"
        );

        Assert.Equal((0, ""), (run.ExitCode, image.Console));
        Assert.Equal(
            "-P INPUT ACCEPT\n-A INPUT -j INFRA-INPUT\n-A INPUT -j ACCEPT\n-A INPUT -j INFRA-INPUT\n-P OUTPUT ACCEPT\n"
                + "-A OUTPUT -j INFRA-OUTPUT\n",
            run.Output
        );
    }
}
