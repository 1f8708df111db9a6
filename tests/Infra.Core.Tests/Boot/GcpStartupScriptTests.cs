using Infra.Core.Catalog;
using Infra.Core.Clouds;
using Infra.Core.Deployments;
using Infra.Core.Tests.Spec;

namespace Infra.Core.Tests.Boot;

public sealed class GcpStartupScriptTests
{
    private static string Text { get; } =
        NodePlan.Compile(StackText.Plan(StackText.On("gcp", "europe-west1")), "orders-db-1").FirstBoot.StartupScript!;

    /// <summary>The other clouds' images contain cloud-init: nothing of it is compiled for them.</summary>
    [Theory]
    [InlineData("aws", "eu-west-1")]
    [InlineData("azure", "westeurope")]
    [InlineData("local", "local")]
    public void Text_OfOtherClouds_IsNone(string cloud, string region) =>
        Assert.Null(NodePlan.Compile(StackText.Plan(StackText.On(cloud, region)), "orders-db-1").FirstBoot.StartupScript);

    [Fact]
    public void Text_Always_IsAsCommitted() => Golden.Check(Text, "tests", "baselines", "user-data/gcp.startup-script");

    [Fact]
    public void Text_Always_FitsOneMetadataValue() => Assert.InRange(Text.Length, 1, CloudLimits.For(CloudKind.Gcp).UserDataBytes);

    [SkippableFact]
    public void Text_Shellcheck_IsClean()
    {
        Skip.IfNot(Tool.IsOnPath("shellcheck"), "needs shellcheck (Debian package shellcheck)");

        var run = Tool.Run(Text, "/", "shellcheck", "-");

        Assert.Equal((0, ""), (run.ExitCode, run.Output));
    }

    /// <summary>Whatever firewall tool the image has, cloud-init gets installed. Google's own has only iptables.</summary>
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Text_AnyTools_InstallsCloudInitBehindTheDoorThereIs(bool iptables, bool nft)
    {
        using var image = Image();
        if (iptables)
        {
            image.PretendIptables();
        }

        if (nft)
        {
            image.Pretend("nft", reads: true);
        }

        var run = image.Run(Text);

        Assert.Equal((0, ""), (run.ExitCode, run.Output));
        var calls = image.Calls;
        Assert.Equal(iptables, calls.StartsWith("iptables-restore --noflush --wait=10\n*filter\n", StringComparison.Ordinal));
        Assert.Equal(nft && !iptables, calls.StartsWith("nft -f -\n", StringComparison.Ordinal));
        Assert.Equal(!nft && !iptables, image.Console.Contains("orders-db-1 no packet filter yet", StringComparison.Ordinal));
        Assert.EndsWith("install cloud-init\nsystemctl reboot\n", calls, StringComparison.Ordinal);
        Assert.DoesNotContain("failed", image.Console, StringComparison.Ordinal);
        Assert.StartsWith("datasource_list: [GCE]\n", image.Read("cloud/cloud.cfg.d/95-infra.cfg"), StringComparison.Ordinal);
        Assert.False(image.Has("infra-cloud-init-begun"));
    }

    [Theory]
    [InlineData("cloud-init")]
    [InlineData("infra/confirmed.json")]
    public void Text_CloudInitThereOrNodeInService_DoesNothing(string what)
    {
        using var image = Image();
        image.PretendIptables();
        if (what == "cloud-init")
        {
            image.Pretend(what);
        }
        else
        {
            image.Touch(what);
        }

        Assert.Equal((0, "", ""), (image.Run(Text).ExitCode, image.Calls, image.Console));
    }

    [Fact]
    public void Text_InstallationCutOff_IsEndedByTheNextBoot()
    {
        using var image = Image();
        image.PretendIptables();
        image.Pretend("cloud-init");
        image.Touch("infra-cloud-init-begun");

        var run = image.Run(Text);

        Assert.Equal((0, ""), (run.ExitCode, run.Output));
        Assert.EndsWith("systemctl reboot\n", image.Calls, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("apt-get", "exit 100", "failed to install cloud-init (status 1)")]
    [InlineData("mkdir", "exit 1", "failed to write the configuration of cloud-init (status 1)")]
    [InlineData("systemctl", "exit 1", "failed to start anew with cloud-init (status 1)")]
    [InlineData("apt-get", "kill -TERM $PPID; exit 0", "failed to install cloud-init (status 143)")]
    public void Text_AnyStepThatFails_IsSaidOnTheConsole(string tool, string text, string said)
    {
        using var image = Image();
        image.PretendIptables();
        image.Pretend(tool, text);

        Assert.NotEqual(0, image.Run(Text).ExitCode);
        Assert.EndsWith($"infra-stage: orders-db-1 {said}\n", image.Console, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_DownloadThatFailsTwice_IsTriedAgain()
    {
        using var image = Image();
        image.PretendIptables();
        image.Pretend("apt-get", $"echo x >>{image.Root}/tries; [ \"$(cat {image.Root}/tries)\" != x ]");

        Assert.Equal(0, image.Run(Text).ExitCode);
        Assert.Contains("sleep 10\ndpkg --configure -a\napt-get", image.Calls, StringComparison.Ordinal);
    }

    private static ImageTools Image()
    {
        var image = new ImageTools();
        foreach (var tool in new[] { "apt-get", "dpkg", "systemctl", "sleep" })
        {
            image.Pretend(tool);
        }

        return image;
    }
}
