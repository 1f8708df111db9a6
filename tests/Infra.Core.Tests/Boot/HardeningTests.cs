using Infra.Core.Boot;
using Infra.Core.Clouds;
using Infra.Core.Tests.Fixtures;

namespace Infra.Core.Tests.Boot;

/// <summary>The kernel settings of every node in service, by name and value.</summary>
public sealed class HardeningTests
{
    public static TheoryData<string, string> Settings =>
        new()
        {
            { "net.ipv4.conf.*.rp_filter", "1" },
            { "net.ipv4.conf.*.log_martians", "1" },
            { "net.ipv4.conf.*.accept_source_route", "0" },
            { "net.ipv6.conf.*.accept_source_route", "0" },
            { "net.core.bpf_jit_harden", "2" },
            { "kernel.dmesg_restrict", "1" },
            { "kernel.kexec_load_disabled", "1" },
            { "kernel.kptr_restrict", "2" },
            { "kernel.sysrq", "0" },
            { "kernel.unprivileged_userns_clone", "0" },
            { "kernel.yama.ptrace_scope", "2" },
            { "fs.protected_fifos", "2" },
            { "fs.protected_hardlinks", "1" },
            { "fs.protected_regular", "2" },
            { "fs.protected_symlinks", "1" },
            { "fs.suid_dumpable", "0" },
            { "kernel.core_pattern", "|/bin/false" },
            { "net.ipv4.ip_forward", "0" },
        };

    [Theory]
    [MemberData(nameof(Settings))]
    public void Bundle_KernelSetting_IsOnceInIt(string name, string value)
    {
        foreach (var cloud in Enum.GetValues<CloudKind>())
        {
            Assert.Equal(value, Assert.Single(Of(cloud), setting => Plain(setting.Name) == name).Value);
        }
    }

    /// <summary>
    /// A setting the kernel may lack (a Debian option, a module not loaded yet) is written so that its absence fails no push.
    /// </summary>
    [Theory]
    [InlineData("net.core.bpf_jit_harden")]
    [InlineData("kernel.kexec_load_disabled")]
    [InlineData("kernel.sysrq")]
    [InlineData("kernel.unprivileged_userns_clone")]
    [InlineData("kernel.yama.ptrace_scope")]
    public void Bundle_SettingThatAKernelMayLack_IsAPattern(string name) =>
        Assert.Equal($"{name[..^1]}[{name[^1]}]", Assert.Single(Of(CloudKind.Aws), setting => Plain(setting.Name) == name).Name);

    [Fact]
    public void FirstBoot_HasNoRoomForThem() =>
        Assert.DoesNotContain(Filled.FirstBundle(SmallProject.Plan(), "orders-db-1").Files, file => file.Path == NodeFiles.HardeningPath);

    /// <summary>systemd-sysctl sorts by name, whatever the directory, and the last value wins: sysctl.d(5).</summary>
    [Theory]
    [InlineData("99-protect-links.conf")] // procps in Debian 12, read from its image
    [InlineData("99-sysctl.conf")]
    public void Hardening_OverFilesOfTheImage_HasTheLastWord(string other) =>
        Assert.True(string.CompareOrdinal(Path.GetFileName(NodeFiles.HardeningPath), other) > 0);

    private static string Plain(string name) => name.Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal);

    private static List<(string Name, string Value)> Of(CloudKind cloud) =>
        [
            .. from file in Filled.InService(SmallProject.Plan(cloud), "orders-db-1", []).Files
            where file.Path.StartsWith("/etc/sysctl.d/", StringComparison.Ordinal)
            from line in file.Content.Split('\n')
            let parts = line.Split(" = ")
            where parts.Length == 2
            select (parts[0], parts[1]),
        ];
}
