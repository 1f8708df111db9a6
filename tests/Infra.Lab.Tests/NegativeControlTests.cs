namespace Infra.Lab.Tests;

/// <summary>Each kind of check fails on a real node that has been broken, and passes again once it is fixed.</summary>
[Collection(nameof(LocalCloud))]
[Trait("Category", "Lab")]
public sealed class NegativeControlTests(LocalCloud cloud)
{
    [SkippableTheory]
    [InlineData(
        "secrets",
        "orders-db-1",
        "no swap",
        "dd if=/dev/zero of=/swap bs=1M count=8 status=none && chmod 600 /swap && mkswap /swap >/dev/null && swapon /swap",
        "swapoff /swap && rm /swap"
    )]
    [InlineData("secrets", "orders-db-1", "no core dumps", "sysctl -qw kernel.core_pattern=/tmp/core", "sysctl -q --system")]
    [InlineData("secrets", "orders-db-1", "enrolment token erased", "echo 0 >/etc/infra/enrolment-token", "rm /etc/infra/enrolment-token")]
    [InlineData(
        "secrets",
        "orders-db-1",
        "enrolment token erased",
        "echo /etc/infra/enrolment-token >/var/lib/cloud/instance/kept",
        "rm /var/lib/cloud/instance/kept"
    )]
    [InlineData("time", "orders-db-2", "", "systemctl stop chrony", "systemctl start chrony && chronyc waitsync 20 0 0 1 >/dev/null")]
    [InlineData(
        "sshd",
        "orders-db-2",
        "",
        "sed -i.bak s/^PasswordAuthentication.*/PasswordAuthentication\\ yes/ /etc/ssh/sshd_config.d/00-infra.conf",
        "mv /etc/ssh/sshd_config.d/00-infra.conf.bak /etc/ssh/sshd_config.d/00-infra.conf"
    )]
    [InlineData("kernel", "orders-db-2", "", "sysctl -qw net.ipv4.conf.eth0.rp_filter=0", "sysctl -qw net.ipv4.conf.eth0.rp_filter=1")]
    [InlineData("metadata", "orders-db-2", "", "iptables -I INFRA-OUTPUT 1 -d 169.254.169.254 -j ACCEPT", "iptables -D INFRA-OUTPUT 1")]
    [InlineData("bundle", "orders-db-3", "", "echo >>/etc/infra/wg0.conf", "sed -i \\$d /etc/infra/wg0.conf")]
    [InlineData("mesh", "orders-db-3", "", "ip link set wg0 down", "infra-apply boot")]
    [InlineData("flows", "orders-db-1", "", "iptables -I INPUT 1 -p tcp --dport 12800 -j DROP", "iptables -D INPUT 1")]
    [InlineData("bundle", "orders-db-1", "", "iptables -D INPUT -j INFRA-INPUT", "iptables -I INPUT 1 -j INFRA-INPUT")]
    [InlineData(
        "filter",
        "orders-db-1",
        "only the node's own rules, in first place",
        "iptables -I INPUT 1 -p tcp --dport 12345 -j ACCEPT",
        "iptables -D INPUT 1"
    )]
    [InlineData(
        "filter",
        "orders-db-2",
        "only the node's own rules, in first place",
        "iptables -t nat -A PREROUTING -p tcp --dport 12802 -j REDIRECT --to-ports 22",
        "infra-apply firewall"
    )]
    [InlineData(
        "filter",
        "orders-db-3",
        "no interface accepts or sends ICMP redirects",
        "sysctl -qw net.ipv4.conf.eth0.accept_redirects=1",
        "sysctl -qp /etc/sysctl.d/60-infra.conf"
    )]
    [InlineData(
        "filter",
        "orders-db-3",
        "every file of its memory can be read",
        "echo garbage >/var/lib/infra/pending.json",
        "infra-apply rollback"
    )]
    [InlineData(
        "filter",
        "orders-db-2",
        "closed at boot before network and sshd",
        "systemctl --quiet disable infra-lockdown",
        "systemctl --quiet enable infra-lockdown"
    )]
    public async Task Check_NodeBroken_FailsAndPassesOnceMended(string check, string node, string expected, string destroy, string mend)
    {
        var project = cloud.Up();
        var shell = (await project.NodesAsync())[node];

        IReadOnlyList<VerifyRow> broken;
        await shell.RootAsync(destroy);
        try
        {
            broken = await project.VerifyAsync(check);
        }
        finally
        {
            await shell.RootAsync(mend);
        }

        var failed = broken.Where(row => !row.Passed).ToList();
        Assert.NotEmpty(failed);
        Assert.Contains(failed, row => row.Subject.Contains(node, StringComparison.Ordinal) || check is "mesh" or "flows");
        if (expected.Length > 0)
            Assert.All(failed, row => Assert.Equal(expected, row.Expected));
        VerifyRow.AllPassed(await project.VerifyAsync(check));
    }

    [SkippableFact]
    public async Task Volume_NotMountedOrWithAKeySlot_Fails()
    {
        var project = cloud.Up();
        var shell = (await project.NodesAsync())["orders-db-2"];

        await shell.RootAsync("umount /srv/data");
        var unmounted = await project.VerifyAsync("volume");
        await shell.RootAsync("mount -o nosuid,nodev,noatime /dev/mapper/data /srv/data");

        Assert.Contains(unmounted, row => !row.Passed && row.Subject.Contains("orders-db-2", StringComparison.Ordinal));
        VerifyRow.AllPassed(await project.VerifyAsync("volume"));
    }

    [SkippableTheory]
    [InlineData(
        "public addresses reach the nodes",
        "internet 203.0.113.10 -> orders-db-1 198.19.0.1",
        "delete element ip public nodes { 198.19.0.1 }"
    )]
    [InlineData(
        "private networks: no answer at public addresses",
        "client 10.7.0.1 -> orders-db-1 198.19.0.1",
        "insert rule ip public lead ip saddr 10.7.0.1 dnat to ip daddr map @nodes"
    )]
    public async Task PublicAddress_RouterBroken_FailsAndPassesOnceMended(string expected, string subject, string destroy)
    {
        var project = cloud.Up();
        var router = $"/run/netns/infra-{LabProcesses.LabId(project)}-router";
        var rules = (await Ran.CommandAsync("nsenter", $"--net={router}", "nft", "list", "table", "ip", "public")).MustSucceed().Output;

        IReadOnlyList<VerifyRow> broken;
        (await Ran.CommandAsync("nsenter", $"--net={router}", "nft", destroy)).MustSucceed();
        try
        {
            broken = await project.VerifyAsync("public");
        }
        finally
        {
            (await Ran.CommandAsync("nsenter", $"--net={router}", "nft", $"delete table ip public\n{rules}")).MustSucceed();
        }

        Assert.Contains(broken, row => !row.Passed && row.Expected == expected && row.Subject == subject);
        VerifyRow.AllPassed(await project.VerifyAsync("public"));
    }

    [SkippableFact]
    public async Task Ssh_FromAnywhereButManagement_FailsTheFlowsCheckWhenOpened()
    {
        var project = cloud.Up();
        var shell = (await project.NodesAsync())["orders-db-1"];
        var router = $"infra-{LabProcesses.LabId(project)}-router";

        // Both layers must allow it before an outsider gets through: the check must report that, and only that, as open.
        await shell.RootAsync("iptables -I INPUT 1 -p tcp --dport 22 -j ACCEPT");
        var chains = (await Ran.CommandAsync("nsenter", $"--net=/run/netns/{router}", "nft", "-a", "list", "ruleset")).MustSucceed().Output;
        Assert.Contains("table inet sdn", chains, StringComparison.Ordinal);
        const string table = "sdn";
        (
            await Ran.CommandAsync(
                "nsenter",
                $"--net=/run/netns/{router}",
                "nft",
                "insert",
                "rule",
                "inet",
                table,
                "forward",
                "tcp",
                "dport",
                "22",
                "accept"
            )
        ).MustSucceed();
        var open = await project.VerifyAsync("flows");
        var handle = (
            await Ran.CommandAsync("nsenter", $"--net=/run/netns/{router}", "nft", "-a", "list", "chain", "inet", table, "forward")
        )
            .MustSucceed()
            .Output.Split('\n')
            .First(line => line.Trim().StartsWith("tcp dport 22 accept", StringComparison.Ordinal))
            .Split("# handle ")[1]
            .Trim();
        (
            await Ran.CommandAsync(
                "nsenter",
                $"--net=/run/netns/{router}",
                "nft",
                "delete",
                "rule",
                "inet",
                table,
                "forward",
                "handle",
                handle
            )
        ).MustSucceed();
        await shell.RootAsync("iptables -D INPUT 1");

        Assert.Contains(open, row => !row.Passed && row.Subject.Contains("22", StringComparison.Ordinal));
        VerifyRow.AllPassed(await project.VerifyAsync("flows"));
    }
}
