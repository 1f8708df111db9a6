namespace Infra.Pulumi.Tests;

/// <summary>What the operator sees on failure: one message per fault, no stack trace, and a next run that continues.</summary>
[Trait("Category", "Pulumi")]
public sealed class FailureTests(Checkout checkout) : IClassFixture<Checkout>
{
    [SkippableFact]
    public async Task Node_WithAnotherToken_IsOneMessage()
    {
        Toolchain.Demand();
        var here = await Clouds.StartAsync(checkout, "impostor", "aws-example");
        (await here.Stack.UpAsync()).Ok();
        here.Cloud.Change(
            one => (string?)one["name"] == "orders-db-2" && one["machine"] is not null,
            one => one["machine"]!["token"] = new string('0', 64)
        );

        var identity = "urn:pulumi:impostor::infra::infra:enrolment:ServiceEnrolment$command:remote:Command::orders-db-2-identity";
        var ran = (await here.Stack.UpAsync("--replace", identity)).Failed().WithoutStackTrace();

        Assert.Equal(
            [
                "error: orders-db-2 did not prove that it holds its enrolment token. Either something intercepts the "
                    + "connection, or the node was created with another token. "
                    + "If this persists, replace the node: scripts/infra lock --stack impostor --replace orders-db-2 "
                    + "--empties orders-db-2/data, then run up.",
            ],
            ran.Diagnostics()
        );
    }

    [SkippableFact]
    public async Task Cloud_RefusesAVm_TheNextRunGoesOn()
    {
        Toolchain.Demand();
        var here = await Clouds.StartAsync(checkout, "capacity", "aws-example");
        here.Cloud.Fail("create", "orders-db-3", "InsufficientInstanceCapacity: no m5.large in eu-west-1c");

        var ran = (await here.Stack.UpAsync()).Failed().WithoutStackTrace();
        Assert.Contains("InsufficientInstanceCapacity", ran.Output, StringComparison.Ordinal);

        (await here.Stack.UpAsync()).Ok();
        (await here.Stack.PreviewAsync("--expect-no-changes")).Ok();
        (await here.Stack.DestroyAsync()).Ok();
        Assert.Empty(here.Cloud.Resources);
    }

    [SkippableTheory]
    [InlineData("aws-example", "aws:ec2/getAmi:getAmi")]
    [InlineData("gcp-example", "gcp:compute/getImage:getImage")]
    public async Task Function_ThatFails_IsOneMessage(string example, string function)
    {
        Toolchain.Demand();
        var here = await Clouds.StartAsync(checkout, $"function-{example}", example);
        here.Cloud.Fail("invoke", function, "no valid credential sources found", times: 100);

        var ran = (await here.Stack.UpAsync()).Failed().WithoutStackTrace();

        Assert.Single(ran.Diagnostics(), line => line.Contains("no valid credential sources found", StringComparison.Ordinal));
    }

    [SkippableTheory]
    [InlineData("exclude", "--exclude", "**orders-db-2-identity", "--exclude-dependents")]
    // A component and one of its parts, which requires no other.
    [InlineData("target", "--target", "**infra:aws:ProjectNetwork::*", "--target", "**aws:ec2/vpc:Vpc::*")]
    public async Task Resources_LeftOut_AreLeftOutOfTheOutputsToo(string name, params string[] options)
    {
        Toolchain.Demand();
        var here = await Clouds.StartAsync(checkout, name, "aws-example");

        (await here.Stack.UpAsync(options)).Ok().WithoutStackTrace();

        Assert.Null((await here.Stack.OutputsAsync())["hostKeys"]?["orders-db-2"]);
        // And all of it later.
        (await here.Stack.UpAsync()).Ok().Quietly();
        Assert.NotNull((await here.Stack.OutputsAsync())["hostKeys"]?["orders-db-2"]);
        (await here.Stack.DestroyAsync()).Ok();
    }

    [SkippableFact]
    public async Task Resource_ThatNeedsOneLeftOut_IsRefusedBeforeAnythingIsPushed()
    {
        Toolchain.Demand();
        var here = await Clouds.StartAsync(checkout, "needs", "aws-example");

        (await here.Stack.UpAsync("--exclude", "**orders-db-2-identity")).Failed().WithoutStackTrace();

        Assert.DoesNotContain(here.Cloud.Journal, line => line.EndsWith("-push", StringComparison.Ordinal));
        (await here.Stack.UpAsync()).Ok();
        (await here.Stack.DestroyAsync()).Ok();
    }
}
