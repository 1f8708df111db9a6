using System.Collections.Immutable;
using Infra.Components.Enrolment;
using Infra.Components.Tests.Testing;
using Pulumi;
using Pulumi.Utilities;

namespace Infra.Components.Tests.Stacks;

/// <summary>One bastion of several is dead or shut: nodes get the change through another one, and the run says what to do.</summary>
public sealed class DeadBastionTests
{
    private const string Stack = "aws-bastion";

    [Fact]
    public async Task Up_FirstBastionDead_ReachesNodesThroughTheNextAndNamesTheDeadOne()
    {
        var (first, second) = await EndpointsAsync();
        var mocks = new CloudMocks { Silent = [first.Address] };

        var error = await Assert.ThrowsAsync<RunException>(() => RunAsync(mocks));

        Assert.Matches("bastion-1 did not answer at .* all other nodes have this run's changes", error.Message);
        Assert.Contains("--replace bastion-1, then run up", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(mocks.Inputs.Keys, key => key.Name == "bastion-1-push");
        AllGoThrough(second, mocks);
    }

    [Fact]
    public async Task Up_FirstBastionShut_ReachesNodesThroughTheNext()
    {
        var (first, second) = await EndpointsAsync();
        var mocks = new CloudMocks { Shut = [first.Address] };

        await RunAsync(mocks);

        AllGoThrough(second, mocks);
    }

    /// <summary>The one that recorded connections name stays in use for as long as it lives.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Up_AnotherBastionDead_ChangesNoConnection(bool dead)
    {
        var (first, second) = await EndpointsAsync();
        var mocks = new CloudMocks { Silent = dead ? [second.Address] : [], Shut = dead ? [] : [second.Address] };

        if (dead)
            await Assert.ThrowsAsync<RunException>(() => RunAsync(mocks));
        else
            await RunAsync(mocks);

        AllGoThrough(first, mocks);
    }

    /// <summary>Nobody gets in: each node is asked through the first, whose reason is the one that is shown.</summary>
    [Fact]
    public async Task Up_AllBastionsShut_AsksThroughTheFirst()
    {
        var (first, second) = await EndpointsAsync();
        var mocks = new CloudMocks { Shut = [first.Address, second.Address] };

        await RunAsync(mocks);

        AllGoThrough(first, mocks);
    }

    /// <summary>With <c>--exclude</c> or <c>--target</c>: of one that is left out nothing is known, and the other one is the way.</summary>
    [Theory]
    [InlineData("bastion-1")]
    [InlineData("bastion-")]
    public async Task Up_BastionLeftOut_RunsToItsEnd(string which)
    {
        var (_, second) = await EndpointsAsync();
        var mocks = new CloudMocks { LeftOut = (_, name) => name.StartsWith(which, StringComparison.Ordinal) };

        await RunAsync(mocks);

        if (which == "bastion-1")
            AllGoThrough(second, mocks);
    }

    /// <summary>The operator's key is among a script's variables: all of them are a secret argument.</summary>
    [Fact]
    public async Task Question_WithAKey_IsASecretArgument()
    {
        var args = PrivateQuestion.Args(
            "bash -s",
            "true",
            ImmutableSortedDictionary.Create<string, string>().Add("INFRA_PRIVATE_KEY", "-----BEGIN")
        );

        Assert.True(await Output.IsSecretAsync(args.Environment.ToOutput()));
        Assert.Equal("-----BEGIN", (await OutputUtilities.GetValueAsync(args.Environment.ToOutput()))["INFRA_PRIVATE_KEY"]);
    }

    private static async Task<((string Address, string HostKey) First, (string Address, string HostKey) Second)> EndpointsAsync()
    {
        var run = await ExampleStacks.RunAsync(Stack);
        var (endpoints, keys) = (await OutputValue.OfAsync(run.Stack.SshEndpoints), await OutputValue.OfAsync(run.Stack.HostKeys));
        return ((endpoints["bastion-1"], keys["bastion-1"]), (endpoints["bastion-2"], keys["bastion-2"]));
    }

    private static Task<StackRun> RunAsync(CloudMocks mocks) =>
        StackRun.OfAsync(ExampleStacks.Text(Stack), ExampleStacks.LockText(Stack), mocks: mocks, stack: Stack);

    private static void AllGoThrough((string Address, string HostKey) bastion, CloudMocks mocks)
    {
        var proxies = mocks
            .Inputs.Where(made => made.Key.Name.StartsWith("orders-db-", StringComparison.Ordinal) && made.Value.ContainsKey("connection"))
            .Select(made => (ImmutableDictionary<string, object>)((ImmutableDictionary<string, object>)made.Value["connection"])["proxy"])
            .Select(proxy => ($"{proxy["host"]}:{proxy["port"]}", (string)proxy["hostKey"]))
            .ToList();
        Assert.NotEmpty(proxies);
        Assert.All(proxies, proxy => Assert.Equal(bastion, proxy));
    }
}
