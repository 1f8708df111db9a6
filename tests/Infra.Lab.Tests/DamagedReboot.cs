using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Infra.Lab.Tests;

/// <summary>
/// A node that boots with its stored state damaged and files it cannot write: closed before there is a network, then restored to its
/// confirmed state. Part of another test, since a boot is the longest step of all.
/// </summary>
internal static class DamagedReboot
{
    /// <param name="checks">Of <c>infra verify</c>, once the node is as it was.</param>
    internal static async Task RunAsync(LabProject project, string node, params string[] checks)
    {
        var shell = (await project.NodesAsync())[node];
        var before = await shell.RootAsync("iptables -S; ip6tables -S");
        var boot = await shell.RootAsync("cat /proc/sys/kernel/random/boot_id");

        // A file of the confirmed bundle must be restored, and cannot be: as on a full disk.
        await shell.RootAsync("echo garbage >/var/lib/infra/pending.json; echo >>/etc/infra/volumes.json; chattr +i /etc/infra; sync");
        await shell.TryRootAsync("systemctl reboot");
        var up = await BootedAsync(shell, boot);

        // The policies still drop: they open once everything is in its confirmed state.
        Assert.Contains("-P INPUT DROP", up, StringComparison.Ordinal);
        Assert.Equal(before, Regex.Replace(up, "(-P [A-Z]+) DROP", "$1 ACCEPT"));
        Assert.Equal("active", await shell.RootAsync("systemctl is-active infra-lockdown"));
        // Each began after the previous one had ended.
        var order = await shell.RootAsync(
            "for unit in infra-lockdown infra-firewall systemd-networkd ssh; do systemctl show -P "
                + "InactiveExitTimestampMonotonic $unit; done"
        );
        var times = order.Split('\n').Select(time => long.Parse(time, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.True(times[0] < times[2] && times[2] < times[3], order);
        Assert.NotEmpty((JsonArray)JsonNode.Parse(await shell.RootAsync("infra-apply status"))!["broken"]!);

        // Once it can, it continues by itself.
        await shell.RootAsync(
            "chattr -i /etc/infra; for try in $(seq 90); do systemctl -q is-active infra-node && break; sleep 1; "
                + "done; systemctl is-active infra-node"
        );
        VerifyRow.AllPassed(await project.VerifyAsync(checks));
    }

    private static async Task<string> BootedAsync(LabNode shell, string before)
    {
        var deadline = DateTime.UtcNow.AddMinutes(5);
        while (DateTime.UtcNow < deadline)
        {
            var ran = await shell.TryRootAsync("cat /proc/sys/kernel/random/boot_id; iptables -S; ip6tables -S");
            if (ran.ExitCode == 0 && ran.Output.Trim().Split('\n', 2) is [var boot, var rules] && boot != before)
                return rules;
            await Task.Delay(2000);
        }

        throw new InvalidOperationException("The node did not come back.");
    }
}
