using Infra.Components.Tests.Testing;
using Infra.Core;

namespace Infra.Components.Tests.Enrolment;

/// <summary>
/// An enrolment token is valid once: user data stays readable, so any later request for a VM's identity would trust anybody who has read
/// it.
/// </summary>
public class IdentityOnceTests
{
    private const string Local = "command:local:Command";
    private const string Remote = "command:remote:Command";

    public static TheoryData<string> Clouds => ["aws-example", "azure-example", "gcp-example", "local"];

    [Theory]
    [MemberData(nameof(Clouds))]
    public async Task Identity_OfAVm_IsReadOnceWhateverTheConnectionBecomes(string stack)
    {
        var run = await StackRun.OfExampleAsync(stack);

        var identity = run.One(Remote, "orders-db-1-identity");
        Assert.Equal(["connection", "create", "update", "stdin"], identity.Options.IgnoreChanges);
        // What remains: its triggers, which change with the VM, and a constant.
        Assert.Equal(["addPreviousOutputInEnv", "triggers"], identity.WeighedInputs.Keys);
        Assert.Equal(false, identity["addPreviousOutputInEnv"]);
    }

    [Theory]
    [MemberData(nameof(Clouds))]
    public async Task Connection_ByAnotherKey_AsksNobodyAgain(string stack)
    {
        var one = await StackRun.OfExampleAsync(stack);
        var other = await StackRun.OfExampleAsync(
            stack,
            config: new Dictionary<string, string>(StackRun.DefaultConfig) { ["infra:operatorPrivateKey"] = "another private key" }
        );

        var (before, after) = (one.One(Remote, "orders-db-1-identity"), other.One(Remote, "orders-db-1-identity"));
        Assert.NotEqual(before.Map("connection")["privateKey"], after.Map("connection")["privateKey"]);
        Assert.DoesNotContain(RunDifference.Of(one, other), key =>
            key.EndsWith("-identity", StringComparison.Ordinal)
            || key.EndsWith("-reached", StringComparison.Ordinal)
            || key.EndsWith("-pin", StringComparison.Ordinal)
        );
        // Positive control: the commands that do something on the node are run again with the new key.
        Assert.Contains($"{Remote} orders-db-1-push", RunDifference.Of(one, other));
    }

    [Theory]
    [MemberData(nameof(Clouds))]
    public async Task Pin_KeepsWhatWasReported_AndComparesLater(string stack)
    {
        var run = await StackRun.OfExampleAsync(stack);

        var pin = run.One(Local, "orders-db-1-pin");
        Assert.Equal(("bash -s first", "bash -s again", true), (pin["create"], pin["update"], pin["addPreviousOutputInEnv"]));
        Assert.Equal(run.One(Remote, "orders-db-1-identity").Texts("triggers"), pin.Texts("triggers"));
        Assert.Equal(Stable.Sha256Hex("instance of orders-db-1")[..32], pin.Map("environment")["INFRA_INSTANCE"]);
        Assert.Equal("yes", pin.Map("environment")["INFRA_PROVEN"]);
        Assert.Equal(
            $"scripts/infra lock --stack {stack} --replace orders-db-1 --empties orders-db-1/data",
            pin.Map("environment")["INFRA_REMEDY"]
        );
        Assert.DoesNotContain("environment", pin.SecretInputs);
        Assert.False(pin.Inputs.ContainsKey("delete"));
    }

    [Theory]
    [MemberData(nameof(Clouds))]
    public async Task Token_OfEachVm_IsNewWheneverTheVmIs(string stack)
    {
        // Two runs, as if the second recreated the VM: nothing else shows that there is another token.
        var (one, other) = (await StackRun.OfExampleAsync(stack), await StackRun.OfExampleAsync(stack));

        foreach (var node in new[] { "orders-db-1", "orders-db-2", "orders-db-3" })
        {
            Assert.Matches("\\A[0-9a-f]{64}\\z", one.Mocks.Token(node));
            Assert.NotEqual(one.Mocks.Token(node), other.Mocks.Token(node));
        }

        Assert.NotEqual(one.Mocks.Token("orders-db-1"), one.Mocks.Token("orders-db-2"));
        // And the valid one is the one its VM was created with: for an existing VM, the token of this run is ignored.
        Assert.DoesNotContain(RunDifference.Of(one, other), key => !key.Contains(" demo-", StringComparison.Ordinal));
        Assert.DoesNotContain(one.Resources.Keys, key => key.EndsWith("-token", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Clouds))]
    public async Task Token_TakenFromTheVmsUserDataSince_IsNoProofAndNoFailure(string stack)
    {
        var run = await StackRun.OfExampleAsync(stack, mocks: new CloudMocks { Tokenless = ["orders-db-1"] });

        // The pin remains: the script compares, and fails if there is nothing to compare with.
        Assert.Equal("no", run.One(Local, "orders-db-1-pin").Map("environment")["INFRA_PROVEN"]);
        Assert.Equal("yes", run.One(Local, "orders-db-2-pin").Map("environment")["INFRA_PROVEN"]);
        Assert.Contains("environment.INFRA_PROVEN", run.One(Local, "orders-db-1-pin").Options.IgnoreChanges);
    }
}
