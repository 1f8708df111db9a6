using System.Text.RegularExpressions;

namespace Infra.Lab.Tests;

[Collection(nameof(LocalCloud))]
[Trait("Category", "Lab")]
public sealed partial class UpTests(LocalCloud cloud)
{
    [SkippableFact]
    public async Task Verify_FreshCloud_EveryFactIsAsPlanned()
    {
        var rows = await cloud.Up().VerifyAsync();

        VerifyRow.AllPassed(rows);
        foreach (
            var check in (string[])
                [
                    "cloud-init",
                    "bundle",
                    "volume",
                    "secrets",
                    "time",
                    "sshd",
                    "kernel",
                    "metadata",
                    "mesh",
                    "flows",
                    "public",
                    "egress",
                    "plan",
                ]
        )
            Assert.Contains(rows, row => row.Check == check);
    }

    [SkippableFact]
    public async Task Up_NothingEdited_ChangesNothing()
    {
        var project = cloud.Up();
        var boots = await BootIdsAsync(project);

        var again = (await project.InfraAsync("up")).MustSucceed();

        Assert.DoesNotMatch(Worked(), again.Output);
        Assert.Equal(boots, await BootIdsAsync(project));
    }

    /// <summary>A guest that broke out of its VM would be user nobody, in a process that holds no secrets.</summary>
    [SkippableFact]
    public void Vm_ItsProcess_IsNobodysAndKnowsNothingOfWhoStartedIt()
    {
        var vms = LabProcesses
            .Of(cloud.Up())
            .Where(process => process.CommandLine.StartsWith("qemu-system", StringComparison.Ordinal))
            .ToList();

        Assert.Equal(3, vms.Count);
        Assert.All(vms, vm =>
        {
            Assert.Matches(
                @"\nUid:\t65033\t65033\t65033\t65033\nGid:\t65033\t65033\t65033\t65033\n",
                File.ReadAllText($"/proc/{vm.Id}/status")
            );
            Assert.Matches(@"\nSeccomp:\t2\n", File.ReadAllText($"/proc/{vm.Id}/status"));
            Assert.All(File.ReadAllText($"/proc/{vm.Id}/environ").Split('\0', StringSplitOptions.RemoveEmptyEntries), variable =>
                Assert.StartsWith("PATH=", variable, StringComparison.Ordinal)
            );
        });
    }

    [SkippableFact]
    public void Host_WhileTheCloudRuns_HasOneLinkMoreAndNothingElse()
    {
        cloud.Up();

        // A network namespace is a name, which iproute2 keeps as a mount.
        var changes = cloud
            .HostChanges()
            .Where(change =>
                !change.StartsWith("netns infra-", StringComparison.Ordinal)
                && !change.StartsWith("mount /run/netns/infra-", StringComparison.Ordinal)
            )
            .ToList();

        Assert.Single(changes, change => change.StartsWith("link inf-", StringComparison.Ordinal));
        Assert.All(changes, change => Assert.Matches(OwnLink(), change));
    }

    [SkippableFact]
    public async Task Up_PublicAccessTakenAwayAndBack_ClosesAndOpensTheWayWithoutTouchingANode()
    {
        var project = cloud.Up();
        var boots = await BootIdsAsync(project);

        project.Edit(text => text.Replace("        publicAccess: true", "        #", StringComparison.Ordinal));
        var (off, closed) = ((await project.InfraAsync("up")).MustSucceed(), await project.VerifyAsync("public"));
        project.Edit(text => text.Replace("        #", "        publicAccess: true", StringComparison.Ordinal));
        var (on, open) = ((await project.InfraAsync("up")).MustSucceed(), await project.VerifyAsync("public", "flows"));

        VerifyRow.AllPassed(closed);
        Assert.Equal("no answer at public addresses", Assert.Single(closed).Expected);
        VerifyRow.AllPassed(open);
        Assert.Contains(open, row => row is { Subject: "client 203.0.113.65 -> orders-db, public", Expected: "declared: accepted" });
        Assert.Contains(open, row =>
            row is { Subject: "internet 203.0.113.10 -> orders-db, public", Expected: "undeclared: rejected at once" }
        );
        Assert.All(new[] { off, on }, up => Assert.Contains("1 updated, 28 unchanged", up.Output, StringComparison.Ordinal));
        Assert.Equal(boots, await BootIdsAsync(project));
    }

    [SkippableFact]
    public async Task Up_VolumesMadeLarger_GrowInUseWithTheirData()
    {
        var project = cloud.Up();
        var boots = await BootIdsAsync(project);
        var node = (await project.NodesAsync())["orders-db-1"];
        var size =
            long.Parse(await node.RootAsync("blockdev --getsize64 /dev/vdb"), System.Globalization.CultureInfo.InvariantCulture) >> 30;
        // In use throughout: what is written is read back from the disk, and the writer sees no error.
        var digest = await node.RootAsync(
            "dd if=/dev/urandom of=/srv/data/before bs=1M count=64 status=none; sync; sha256sum /srv/data/before"
        );
        await node.RootAsync(
            "touch /srv/data/go; nohup sh -c \"while [ -e /srv/data/go ]; do date >> /srv/data/log && sync "
                + "/srv/data/log || touch /run/broken; sleep 0.1; done\" >/dev/null 2>&1 &"
        );

        project.Edit(text => Sizes().Replace(text, $"{{data: {size + 1}}}"));
        (await project.InfraAsync("up")).MustSucceed();

        var rows = await project.VerifyAsync("volume", "bundle");
        VerifyRow.AllPassed(rows);
        Assert.Contains(rows, row => row.Subject == "orders-db-1/data" && row.Expected == $"{size + 1} GiB, all of it in use");
        await node.RootAsync(
            "rm /srv/data/go; sleep 1; sync; echo 3 > /proc/sys/vm/drop_caches; [ ! -e /run/broken ] && [ -s /srv/data/log ]"
        );
        Assert.Equal(digest, await node.RootAsync("sha256sum /srv/data/before"));
        Assert.Equal(boots, await BootIdsAsync(project));

        // The table shows only the name of the key in the kernel keyring, never its content.
        Assert.Contains(" :64:logon:infra:", await node.RootAsync("dmsetup table --showkeys data"), StringComparison.Ordinal);
        Assert.DoesNotContain("infra:", await node.RootAsync("grep infra: /proc/keys | grep -v logon; true"), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Up_NodeKilled_IsReplacedWithNewKeysAndJoinsTheMesh()
    {
        var project = cloud.Up();
        var nodes = await project.NodesAsync();
        var before = await nodes["orders-db-2"].RootAsync("infra-apply identity");
        var peerBefore = await nodes["orders-db-1"].RootAsync("cat /proc/sys/kernel/random/boot_id");

        await LabProcesses.KillVmAsync(project, "orders-db-2");
        (await project.InfraAsync("up")).MustSucceed();

        var rows = await project.VerifyAsync();
        VerifyRow.AllPassed(rows);
        nodes = await project.NodesAsync();
        var after = await nodes["orders-db-2"].RootAsync("infra-apply identity");
        Assert.NotEqual(Key(before, "wireGuardKey"), Key(after, "wireGuardKey"));
        Assert.NotEqual(Key(before, "hostKey"), Key(after, "hostKey"));
        Assert.Equal(peerBefore, await nodes["orders-db-1"].RootAsync("cat /proc/sys/kernel/random/boot_id"));
    }

    internal static async Task<IReadOnlyList<string>> BootIdsAsync(LabProject project)
    {
        var nodes = await project.NodesAsync();
        return await Task.WhenAll(
            nodes
                .OrderBy(node => node.Key, StringComparer.Ordinal)
                .Select(node => node.Value.RootAsync("cat /proc/sys/kernel/random/boot_id"))
        );
    }

    private static string Key(string identity, string name) => (string)System.Text.Json.Nodes.JsonNode.Parse(identity)![name]!;

    [GeneratedRegex(@"\{ ?data: \d+ ?\}")]
    private static partial Regex Sizes();

    [GeneratedRegex(@"\b(created|updated|replaced|deleted)\b.*[1-9]|^\s*[+~-]", RegexOptions.Multiline)]
    private static partial Regex Worked();

    // The link, its two addresses (one created by the kernel) and the routes that follow from them.
    [GeneratedRegex(@"\binf-[0-9a-f]{8}\b|^(address|route6?) .*100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.")]
    private static partial Regex OwnLink();
}
