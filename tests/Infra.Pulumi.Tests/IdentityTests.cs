using System.Text.Json.Nodes;

namespace Infra.Pulumi.Tests;

/// <summary>An enrolment token is valid once: what replaces, updates, refreshes or loses a VM by the real engine's rules.</summary>
[Trait("Category", "Pulumi")]
public sealed class IdentityTests(Checkout checkout) : IClassFixture<Checkout>
{
    private const string OtherHostKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB0JOuDeUScX9rSFnxRBKwYkFS8pYTpFRFhAMj3OHiAw";

    [SkippableTheory]
    [InlineData("aws-example")]
    [InlineData("azure-example")]
    [InlineData("gcp-example")]
    public async Task Connection_ByAnotherKey_AsksNobodyWhoTheyAre(string example)
    {
        Toolchain.Demand();
        var here = await Clouds.StartAsync(checkout, $"rotated-{example}", example);
        (await here.Stack.RunAsync("config", "set", "--secret", "infra:operatorPrivateKey", "one private key", "-s", here.Stack.Name)).Ok();
        (await here.Stack.UpAsync()).Ok();
        here.Cloud.ForgetJournal();
        // Somebody who has the token responds in a node's place.
        here.Cloud.Change(IsMachine("orders-db-2"), vm => vm["machine"]!["wireGuardKey"] = Convert.ToBase64String(new byte[32]));

        (
            await here.Stack.RunAsync("config", "set", "--secret", "infra:operatorPrivateKey", "another private key", "-s", here.Stack.Name)
        ).Ok();
        (await here.Stack.UpAsync()).Ok();

        Assert.Contains(here.Cloud.Journal, line => line.EndsWith(" orders-db-2-push", StringComparison.Ordinal));
        Assert.DoesNotContain(here.Cloud.Journal, line =>
            line.EndsWith("-identity", StringComparison.Ordinal) || line.EndsWith("-pin", StringComparison.Ordinal)
        );
        (await here.Stack.PreviewAsync("--expect-no-changes")).Ok();
        (await here.Stack.DestroyAsync()).Ok();
    }

    /// <summary>
    /// If it is asked again all the same, by <c>--replace</c> or because the identity is missing from the state, the pin decides.
    /// </summary>
    [SkippableTheory]
    [InlineData("hostKey", OtherHostKey, "another host key")]
    [InlineData("instance", "0123456789abcdef0123456789abcdef", "another instance id")]
    [InlineData("wireGuardKey", "oqT+0xUGq1l9nWq3V9cQmT9Gm0v4mQ2mU3m0nE0n0X0=", "another WireGuard key")]
    public async Task Report_OfAnother_IsRefusedThoughItsTokenIsRight(string what, string other, string differs)
    {
        Toolchain.Demand();
        var here = await Clouds.StartAsync(checkout, $"rogue-{what.ToLowerInvariant()}", "aws-example");
        (await here.Stack.UpAsync()).Ok();
        var identity =
            $"urn:pulumi:{here.Stack.Name}::infra::infra:enrolment:ServiceEnrolment$command:remote:Command::orders-db-2-identity";

        // Positive control: the same machine may be asked any number of times.
        (await here.Stack.UpAsync("--replace", identity)).Ok();
        here.Cloud.ForgetJournal();
        var mine = "";
        here.Cloud.Change(IsMachine("orders-db-2"), vm => (mine, vm["machine"]![what]) = ((string)vm["machine"]![what]!, other));

        var ran = (await here.Stack.UpAsync("--replace", identity)).Failed().WithoutStackTrace();

        Assert.Single(ran.Diagnostics(), line =>
            line.Contains(
                $"orders-db-2 reports {differs} than when it was enrolled, and an enrolment token counts once. Either "
                    + "something intercepts the connection, "
                    + $"or its identity was lost. Replace the node: scripts/infra lock --stack {here.Stack.Name} "
                    + "--replace orders-db-2 --empties orders-db-2/data, then run up.",
                StringComparison.Ordinal
            )
        );
        Assert.DoesNotContain(here.Cloud.Journal, line => line.EndsWith("-push", StringComparison.Ordinal));
        // Operators never pin a rejected key.
        Assert.DoesNotContain(OtherHostKey, (await here.Stack.OutputsAsync()).ToJsonString(), StringComparison.Ordinal);

        // The next run gets the same result, even without being asked to; and continues once the node itself responds.
        (await here.Stack.UpAsync()).Failed();
        here.Cloud.Change(IsMachine("orders-db-2"), vm => vm["machine"]![what] = mine);
        (await here.Stack.UpAsync("--replace", identity)).Ok();
        (await here.Stack.DestroyAsync()).Ok();
    }

    /// <summary>A VM that somebody terminates, or that the engine is told to recreate: no new generation announces it.</summary>
    [SkippableTheory]
    [InlineData("aws-example", "aws:ec2/instance:Instance", true)]
    [InlineData("aws-example", "aws:ec2/instance:Instance", false)]
    [InlineData("azure-example", "azure:compute/linuxVirtualMachine:LinuxVirtualMachine", true)]
    [InlineData("gcp-example", "gcp:compute/instance:Instance", true)]
    public async Task Vm_MadeAnewInTheSameGeneration_HasAnotherToken(string example, string type, bool terminated)
    {
        Toolchain.Demand();
        var here = await Clouds.StartAsync(checkout, $"anew-{example}-{(terminated ? "gone" : "volume")}", example);
        (await here.Stack.UpAsync()).Ok();
        var old = here.Cloud.Machine("orders-db-2");

        if (terminated)
        {
            // Including what was attached to it.
            here.Cloud.Remove(one =>
                (string?)one["name"] is "orders-db-2" && (string?)one["type"] == type || (string?)one["name"] == "orders-db-2-data"
            );
            (await here.Stack.RefreshAsync()).Ok();
            (await here.Stack.UpAsync()).Ok();
        }
        else
        {
            here.Cloud.Remove(one =>
                ((string?)one["name"] ?? "").StartsWith("orders-db-2", StringComparison.Ordinal)
                && ((string)one["type"]!).StartsWith("aws:e", StringComparison.Ordinal)
            );
            (await here.Stack.RefreshAsync()).Ok();
            (await here.Stack.UpAsync()).Ok();
        }

        var now = here.Cloud.Machine("orders-db-2");
        Assert.NotEqual((string?)old["instance"], (string?)now["instance"]);
        Assert.Matches("\\A[0-9a-f]{64}\\z", (string?)now["token"]);
        Assert.NotEqual((string?)old["token"], (string?)now["token"]);

        // The previous VM, or anyone with its token, is not accepted in place of the new one.
        here.Cloud.Change(IsMachine("orders-db-2"), vm => vm["machine"] = old.DeepClone());
        var identity =
            $"urn:pulumi:{here.Stack.Name}::infra::infra:enrolment:ServiceEnrolment$command:remote:Command::orders-db-2-identity";
        Assert.Contains(
            "orders-db-2 did not prove that it holds its enrolment token",
            (await here.Stack.UpAsync("--replace", identity)).Failed().Output,
            StringComparison.Ordinal
        );
        (await here.Stack.DestroyAsync()).Ok();
        Assert.Empty(here.Cloud.Resources);
    }

    private static Func<JsonObject, bool> IsMachine(string node) => one => (string?)one["name"] == node && one["machine"] is not null;
}
