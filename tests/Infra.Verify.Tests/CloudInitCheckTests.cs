using Infra.Verify.Checks;
using Infra.Verify.Tests.Fakes;

namespace Infra.Verify.Tests;

public sealed class CloudInitCheckTests
{
    [Fact]
    public async Task Run_DoneWithoutErrors_Passes()
    {
        var rows = await new TestCloud().RunAsync(new CloudInitCheck());
        Assert.Equal(3, rows.Count);
        Assert.All(rows, row => Assert.True(row.Passed, row.Observed));
    }

    /// <summary>After the node's first confirmation, and after a reboot.</summary>
    [Fact]
    public async Task Run_EndedOnceEnrolled_Passes()
    {
        var cloud = new TestCloud();
        cloud.First.Answer("cloud-init status", """{"boot_status_code": "disabled-by-marker-file", "datasource": "", "errors": [], "status": "disabled"}""");
        Assert.All(await cloud.RunAsync(new CloudInitCheck()), row => Assert.True(row.Passed, row.Observed));
    }

    [Theory]
    [InlineData("""{"status": "disabled", "errors": ["('users_groups', OSError())"]}""", 0, "disabled, 1 errors: ('users_groups', OSError())")]
    [InlineData("""{"status": "running", "errors": []}""", 0, "running, 0 errors")]
    [InlineData("""{"status": "error", "errors": ["Failed to start"]}""", 1, "error, 1 errors: Failed to start")]
    [InlineData("""{"status": "done", "errors": ["('cc_runcmd', RuntimeError())"]}""", 0, "done, 1 errors: ('cc_runcmd', RuntimeError())")]
    [InlineData("""{"status": "done", "errors": [], "recoverable_errors": {"WARNING": ["odd key"]}}""", 2, "done, 1 errors: odd key")]
    [InlineData("", 127, "exit 127")]
    public async Task Run_AnythingElse_FailsWithTheFact(string stdout, int exitCode, string observed)
    {
        var cloud = new TestCloud();
        cloud.First.Answer("cloud-init status", stdout, exitCode);
        var failed = Assert.Single(await cloud.RunAsync(new CloudInitCheck()), row => !row.Passed);
        Assert.Equal("orders-db-1", failed.Subject);
        Assert.Equal(observed, failed.Observed);
    }
}
