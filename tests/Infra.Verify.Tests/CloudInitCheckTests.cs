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

    [Theory]
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
