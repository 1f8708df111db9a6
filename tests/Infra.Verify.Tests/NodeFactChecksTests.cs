using Infra.Verify.Checks;
using Infra.Verify.Tests.Fakes;

namespace Infra.Verify.Tests;

/// <summary>The checks that judge one command's output: secrets at rest, time, sshd, metadata.</summary>
public sealed class NodeFactChecksTests
{
    private const string Sshd = TestCloud.Sshd;

    public static TheoryData<string> Checks => ["secrets", "time", "sshd", "metadata"];

    [Theory]
    [MemberData(nameof(Checks))]
    public async Task Run_Healthy_Passes(string check)
    {
        var rows = await new TestCloud().RunAsync(Check(check));
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.True(row.Passed, $"{row.Subject}: {row.Observed}"));
    }

    [Theory]
    [InlineData("secrets", "/proc/swaps", "swap=1\ncore=|/bin/false\nlimit=0\ntoken=absent", "1 swap areas")]
    [InlineData("secrets", "/proc/swaps", "swap=0\ncore=core\nlimit=unlimited\ntoken=absent", "core_pattern core, limit unlimited")]
    [InlineData(
        "secrets",
        "/proc/swaps",
        "swap=0\ncore=|/bin/false\nlimit=0\ntoken=/etc/infra/enrolment-token ",
        "/etc/infra/enrolment-token"
    )]
    [InlineData(
        "secrets",
        "/proc/swaps",
        "swap=0\ncore=|/bin/false\nlimit=0\ntoken=/var/lib/cloud/instances/i-1/obj.pkl /var/lib/cloud/instances/i-1/user-data.txt ",
        "/var/lib/cloud/instances/i-1/obj.pkl /var/lib/cloud/instances/i-1/user-data.txt"
    )]
    [InlineData("secrets", "/proc/swaps", "swap=0\ncore=|/bin/false\nlimit=0\ntoken=unknown", "unknown")]
    [InlineData("time", "chronyc", "^,?,169.254.169.123,0,6,0,-,0,0,0\n", "none selected of 1: 169.254.169.123 reach 0")]
    [InlineData("time", "chronyc", "^,*,169.254.169.123,2,6,377,1,0,0,0\n^,-,192.0.2.7,2,6,377,1,0,0,0\n", "foreign sources 192.0.2.7")]
    [InlineData("time", "chronyc", "", "none selected of 0: ")]
    [InlineData("metadata", "169.254.169.254", "connected\nECONNREFUSED\n", null)]
    [InlineData("metadata", "169.254.169.254", "ENETUNREACH\nENETUNREACH\n", "root: ENETUNREACH, nobody: ENETUNREACH")]
    [InlineData("metadata", "169.254.169.254", "connected\nconnected\n", "root: connected, nobody: connected")]
    [InlineData("metadata", "169.254.169.254", "ECONNREFUSED\nECONNREFUSED\n", "root: ECONNREFUSED, nobody: ECONNREFUSED")]
    [InlineData("metadata", "169.254.169.254", "timeout\nECONNREFUSED\n", "root: timeout, nobody: ECONNREFUSED")]
    [InlineData("metadata", "169.254.169.254", "connected\ntimeout\n", "root: connected, nobody: timeout")]
    [InlineData("metadata", "169.254.169.254", "connected\n", "exit 0: connected")]
    [InlineData("sshd", "sshd -T", Sshd + "x", null)]
    public async Task Run_OneFactWrong_FailsWithTheFact(string check, string command, string stdout, string? observed)
    {
        var cloud = new TestCloud();
        cloud.First.Answer(command, stdout);
        var rows = await cloud.RunAsync(Check(check));
        if (observed is null)
        {
            // The control: an extra line changes nothing, nor does another valid answer.
            Assert.All(rows, row => Assert.True(row.Passed));
            return;
        }

        Assert.Equal(observed, Assert.Single(rows, row => !row.Passed).Observed);
    }

    [Theory]
    [InlineData("passwordauthentication no", "passwordauthentication yes")]
    [InlineData("kbdinteractiveauthentication no", "kbdinteractiveauthentication yes")]
    [InlineData("permitrootlogin no", "permitrootlogin without-password")]
    [InlineData("permitemptypasswords no", "")]
    [InlineData("authenticationmethods publickey", "authenticationmethods any")]
    [InlineData("authorizedkeysfile /etc/ssh/infra_authorized_keys", "authorizedkeysfile .ssh/authorized_keys")]
    [InlineData("allowusers ops", "allowusers root")]
    [InlineData("permituserrc no", "permituserrc yes")]
    [InlineData("permituserenvironment no", "permituserenvironment yes")]
    [InlineData("disableforwarding yes", "disableforwarding no")]
    public async Task Sshd_ASettingOpen_Fails(string closed, string open)
    {
        var cloud = new TestCloud();
        cloud.First.Answer("sshd -T", Sshd.Replace(closed, open, StringComparison.Ordinal));
        var failed = Assert.Single(await cloud.RunAsync(new SshdCheck()), row => !row.Passed);
        Assert.Contains(open.Length > 0 ? open : "permitemptypasswords not set", failed.Observed, StringComparison.Ordinal);
    }

    private static ICheck Check(string name) =>
        name switch
        {
            "secrets" => new SecretsAtRestCheck(),
            "time" => new TimeSourceCheck(),
            "metadata" => new MetadataCheck(),
            _ => new SshdCheck(),
        };
}
