using Infra.Core.Bundle;
using Infra.Verify.Checks;
using Infra.Verify.Tests.Fakes;

namespace Infra.Verify.Tests;

public sealed class KernelSettingsCheckTests
{
    private static readonly NodeBundle Bundle = new(
        "orders-db-1",
        [
            new("/etc/infra/volumes.json", "0644", "{\"kernel.sysrq\" = 5}\n"),
            new("/etc/sysctl.d/zz-infra-hardening.conf", "0644", "net.ipv4.conf.*.rp_filter = 1\nkernel.sysr[q] = 0\n"),
            new("/etc/sysctl.d/60-infra.conf", "0644", "kernel.core_pattern = |/bin/false\n"),
        ]
    )
    {
        Version = 1,
    };

    [Theory]
    [InlineData(
        "1 /proc/sys/net/ipv4/conf/all/rp_filter 1\n1 /proc/sys/net/ipv4/conf/eth0/rp_filter 1\n2 "
            + "/proc/sys/kernel/sysrq 0\n3 /proc/sys/kernel/core_pattern |/bin/false\n",
        "all, 4 values",
        true
    )]
    [InlineData("1 /proc/sys/net/ipv4/conf/all/rp_filter 1\n3 /proc/sys/kernel/core_pattern |/bin/false\n", "all, 2 values", true)]
    [InlineData(
        "1 /proc/sys/net/ipv4/conf/all/rp_filter 1\n1 /proc/sys/net/ipv4/conf/eth0/rp_filter 2\n3 "
            + "/proc/sys/kernel/core_pattern |/bin/false\n",
        "net.ipv4.conf.eth0.rp_filter is 2, not 1",
        false
    )]
    [InlineData(
        "1 /proc/sys/net/ipv4/conf/all/rp_filter 1\n2 /proc/sys/kernel/sysrq 438\n3 /proc/sys/kernel/core_pattern core\n",
        "kernel.sysrq is 438, not 0, kernel.core_pattern is core, not |/bin/false",
        false
    )]
    [InlineData(
        "2 /proc/sys/kernel/sysrq 0\n3 /proc/sys/kernel/core_pattern |/bin/false\n",
        "net.ipv4.conf.*.rp_filter is not there",
        false
    )]
    public async Task Kernel_Settings_AreThoseOfTheBundle(string said, string observed, bool passed)
    {
        var cloud = new TestCloud();
        foreach (var shell in cloud.Shells.Values)
        {
            shell.Answer("/proc/sys", said);
        }

        var row = (await cloud.RunAsync(new KernelSettingsCheck((_, _) => Bundle)))[0];

        Assert.Equal(("3 settings as the bundle says", observed, passed), (row.Expected, row.Observed, row.Passed));
    }

    [Fact]
    public async Task Kernel_NodeThatDoesNotAnswer_Fails()
    {
        var rows = await new TestCloud().RunAsync(new KernelSettingsCheck((_, _) => Bundle));

        Assert.Equal(3, rows.Count);
        Assert.All(rows, row => Assert.False(row.Passed));
    }
}
