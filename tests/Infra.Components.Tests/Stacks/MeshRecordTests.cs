using Infra.Components.Tests.Testing;
using Infra.Core;
using Pulumi;

namespace Infra.Components.Tests.Stacks;

/// <summary>What the lock file says of running nodes: two kinds of mesh while a run changes them, one when it has reached all.</summary>
public class MeshRecordTests
{
    private const string Both = "mesh: [wireguard, wireguard+ipsec]";
    private const string One = "mesh: [wireguard+ipsec]";

    private static readonly string Step = StackRun.ExampleStack.Replace(
        "mesh: wireguard",
        "mesh: wireguard+ipsec",
        StringComparison.Ordinal
    );

    [Fact]
    public async Task Up_ThatReachesAllNodes_RecordsBothBeforeAndOneAfter()
    {
        var run = await StackRun.OfAsync(Step);

        Assert.Contains(Both, run.LockTextDuring, StringComparison.Ordinal);
        Assert.Contains(One, run.LockText, StringComparison.Ordinal);
        // The same file, byte for byte, when nothing is left to do.
        Assert.Equal(run.LockText, (await StackRun.OfAsync(Step, run.LockText)).LockText);
    }

    [Theory]
    [InlineData("orders-db-3-push", "")]
    [InlineData("orders-db-1-confirm", "")]
    [InlineData("", "10.42.2.4:22")]
    public async Task Up_ThatMissesANode_KeepsBoth(string failing, string silent)
    {
        var mocks = new CloudMocks { Failing = failing == "" ? [] : [failing], Silent = silent == "" ? [] : [silent] };
        var left = "";

        await Assert.ThrowsAsync<RunException>(() => StackRun.OfAsync(Step, mocks: mocks, left: text => left = text));

        Assert.Contains(Both, left, StringComparison.Ordinal);
        // The next run reaches them, and says so.
        Assert.Contains(One, (await StackRun.OfAsync(Step, left)).LockText, StringComparison.Ordinal);
    }

    /// <summary>The engine has the confirmation of an earlier bundle for a node that a run does not target.</summary>
    [Fact]
    public async Task Up_ThatDoesNotTargetANode_KeepsBoth()
    {
        var run = await StackRun.OfAsync(Step, mocks: new CloudMocks { Untargeted = ["orders-db-2-confirm"] });

        Assert.Contains(Both, run.LockText, StringComparison.Ordinal);
    }

    /// <summary>What one service's nodes do is recorded, whatever becomes of another's.</summary>
    [Fact]
    public async Task Up_ThatFailsInAnotherService_RecordsTheOneItReached()
    {
        var two =
            $"{Step}      events:\n        type: postgresql\n        plan: business-8\n        nodes: 1\n        mesh: ipsec\n"
            + "        allowedSources: [10.7.0.0/16]\n        volumes: {data: 100}\n";
        var left = "";

        await Assert.ThrowsAsync<RunException>(() =>
            StackRun.OfAsync(two, mocks: new CloudMocks { Failing = ["events-1-push"] }, left: text => left = text)
        );

        Assert.Contains($"    {One}", left, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_WritesNothing()
    {
        var run = await StackRun.OfAsync(Step, preview: true);

        Assert.Equal((StackRun.ExampleLock, StackRun.ExampleLock), (run.LockTextDuring, run.LockText));
    }

    /// <summary>CI takes the reviewed file, and leaves it; a person records what it did.</summary>
    [Fact]
    public async Task Ci_LeavesTheFileAsReviewed()
    {
        var begun = (await StackRun.OfAsync(Step)).LockTextDuring;

        var run = await StackRun.OfAsync(Step, begun, lockMode: LockMode.Frozen);

        Assert.Equal((begun, begun), (run.LockTextDuring, run.LockText));
        var error = await Assert.ThrowsAsync<RunException>(() =>
            StackRun.OfAsync(Step.Replace("wireguard+ipsec", "ipsec+wireguard", StringComparison.Ordinal), begun)
        );
        Assert.Contains("INF1440", error.Message, StringComparison.Ordinal);
        Assert.Contains("--mesh orders-db=wireguard+ipsec", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ipsec+wireguard")]
    [InlineData("ipsec")]
    public async Task Preview_OfASkippedStep_IsRefused(string mesh)
    {
        var text = StackRun.ExampleStack.Replace("mesh: wireguard", $"mesh: {mesh}", StringComparison.Ordinal);

        var error = await Assert.ThrowsAsync<RunException>(() => StackRun.OfAsync(text, preview: true));

        Assert.Contains("INF1440", error.Message, StringComparison.Ordinal);
    }
}
