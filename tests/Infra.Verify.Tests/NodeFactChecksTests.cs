using Infra.Verify.Checks;
using Infra.Verify.Tests.Fakes;

namespace Infra.Verify.Tests;

/// <summary>The checks that judge one command's output: secrets at rest, time, sshd.</summary>
public sealed class NodeFactChecksTests
{
    private const string Sshd = "passwordauthentication no\nkbdinteractiveauthentication no\npermitrootlogin no\npermitemptypasswords no\n";

    public static TheoryData<string> Checks => ["secrets", "time", "sshd"];

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
    [InlineData("secrets", "/proc/swaps", "swap=0\ncore=|/bin/false\nlimit=0\ntoken=present", "present")]
    [InlineData("time", "chronyc", "^,?,169.254.169.123,0,6,0,-,0,0,0\n", "none selected of 1: 169.254.169.123 reach 0")]
    [InlineData("time", "chronyc", "^,*,169.254.169.123,2,6,377,1,0,0,0\n^,-,192.0.2.7,2,6,377,1,0,0,0\n", "foreign sources 192.0.2.7")]
    [InlineData("time", "chronyc", "", "none selected of 0: ")]
    [InlineData("sshd", "sshd -T", Sshd + "x", null)]
    public async Task Run_OneFactWrong_FailsWithTheFact(string check, string command, string stdout, string? observed)
    {
        var cloud = new TestCloud();
        cloud.First.Answer(command, stdout);
        var rows = await cloud.RunAsync(Check(check));
        if (observed is null)
        {
            // The control: an extra line changes nothing.
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
    public async Task Sshd_ASettingOpen_Fails(string closed, string open)
    {
        var cloud = new TestCloud();
        cloud.First.Answer("sshd -T", Sshd.Replace(closed, open, StringComparison.Ordinal));
        var failed = Assert.Single(await cloud.RunAsync(new SshdCheck()), row => !row.Passed);
        Assert.Contains(open.Length > 0 ? open : "permitemptypasswords not set", failed.Observed, StringComparison.Ordinal);
    }

    private static ICheck Check(string name) => name switch
    {
        "secrets" => new SecretsAtRestCheck(),
        "time" => new TimeSourceCheck(),
        _ => new SshdCheck(),
    };
}
