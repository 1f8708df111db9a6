using Infra.Verify.Checks;
using Infra.Verify.Tests.Fakes;

namespace Infra.Verify.Tests;

public sealed class NodeFilterCheckTests
{
    private const string Healthy = """{"node":"orders-db-1","pending":null,"firewall":true,"firewallDrift":"","broken":[]}""";
    private const string Redirects =
        "ipv4/conf/default/accept_redirects:0\nipv4/conf/eth0/accept_redirects:0\nipv4/conf/eth0/send_redirects:0\n"
        + "ipv6/conf/default/accept_redirects:0\nipv6/conf/eth0/accept_redirects:0\n";
    private const string Unit =
        "RequiredBy=ssh.service systemd-networkd.service cloud-init-local.service\nActiveState=active\nUnitFileState=enabled\n";

    [Fact]
    public async Task Run_Healthy_Passes()
    {
        var rows = await Cloud().RunAsync(new NodeFilterCheck());

        Assert.Equal(12, rows.Count);
        Assert.All(rows, row => Assert.True(row.Passed, row.Observed));
        Assert.Contains(rows, row => row.Observed == "off on default eth0");
    }

    [Theory]
    [InlineData(
        "infra-apply status",
        """{"firewallDrift":"iptables: the jump is not the first rule of INPUT, once","broken":[]}""",
        "only the node's own rules, in first place",
        "the first rule of INPUT"
    )]
    [InlineData(
        "infra-apply status",
        """{"firewallDrift":"iptables: nat has another's rule: -A PREROUTING -p tcp","broken":[]}""",
        "only the node's own rules, in first place",
        "nat has another's rule"
    )]
    [InlineData(
        "infra-apply status",
        """{"firewallDrift":"","broken":["/var/lib/infra/pending.json: JSONDecodeError: x"]}""",
        "every file of its memory can be read",
        "pending.json: JSONDecodeError"
    )]
    [InlineData(
        "redirects",
        "ipv4/conf/default/accept_redirects:0\nipv4/conf/eth0/accept_redirects:1\nipv6/conf/default/accept_redirects:0\n",
        "no interface accepts or sends ICMP redirects",
        "ipv4/conf/eth0/accept_redirects 1"
    )]
    [InlineData(
        "redirects",
        "ipv4/conf/default/accept_redirects:0\nipv6/conf/default/accept_redirects:0\nipv6/conf/wg0/accept_redirects:1\n",
        "no interface accepts or sends ICMP redirects",
        "ipv6/conf/wg0/accept_redirects 1"
    )]
    [InlineData(
        "redirects",
        "ipv4/conf/default/accept_redirects:0\nipv4/conf/eth0/send_redirects:1\nipv6/conf/default/accept_redirects:0\n",
        "no interface accepts or sends ICMP redirects",
        "send_redirects 1"
    )]
    [InlineData("redirects", "ipv4/conf/default/accept_redirects:0\n", "no interface accepts or sends ICMP redirects", "exit 0")]
    [InlineData("redirects", "", "no interface accepts or sends ICMP redirects", "exit 0")]
    [InlineData(
        "infra-lockdown",
        "RequiredBy=ssh.service systemd-networkd.service\nActiveState=failed\nUnitFileState=enabled\n",
        "closed at boot before network and sshd",
        "failed"
    )]
    [InlineData(
        "infra-lockdown",
        "RequiredBy=ssh.service systemd-networkd.service\nActiveState=active\nUnitFileState=disabled\n",
        "closed at boot before network and sshd",
        "disabled"
    )]
    [InlineData(
        "infra-lockdown",
        "RequiredBy=systemd-networkd.service\nActiveState=active\nUnitFileState=enabled\n",
        "closed at boot before network and sshd",
        "needed by systemd-networkd.service"
    )]
    [InlineData("infra-lockdown", "", "closed at boot before network and sshd", "exit 0")]
    public async Task Run_OneThingWrong_FailsThatRow(string word, string said, string expected, string observed)
    {
        var cloud = Cloud();
        cloud.First.Answer(word, said);

        var failed = Assert.Single(await cloud.RunAsync(new NodeFilterCheck()), row => !row.Passed);

        Assert.Equal(("filter", "orders-db-1", expected), (failed.Check, failed.Subject, failed.Expected));
        Assert.Contains(observed, failed.Observed, StringComparison.Ordinal);
    }

    /// <summary>A node that does not respond, or whose program has another version: nothing passes.</summary>
    [Theory]
    [InlineData("", 1)]
    [InlineData("{}", 0)]
    [InlineData("""{"firewallDrift":null,"broken":null}""", 0)]
    public async Task Run_StatusThatSaysNothing_FailsBothOfItsRows(string said, int exitCode)
    {
        var cloud = Cloud();
        cloud.First.Answer("infra-apply status", said, exitCode);

        Assert.Equal(2, (await cloud.RunAsync(new NodeFilterCheck())).Count(row => !row.Passed));
    }

    private static TestCloud Cloud()
    {
        var cloud = new TestCloud();
        foreach (var shell in cloud.Shells.Values)
        {
            shell.Answer("infra-apply status", Healthy).Answer("redirects", Redirects).Answer("infra-lockdown", Unit);
        }

        return cloud;
    }
}
