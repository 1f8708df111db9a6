namespace Infra.Pulumi.Tests;

/// <summary>
/// A node that was already dead keeps no other from a change; one that rejects it, or is lost after it, stops the rollout. Three nodes,
/// one in each zone; their behaviour is one letter each: answers, dead, refuses, lost after the push.
/// </summary>
[Trait("Category", "Pulumi")]
public sealed class DeadNodeTests(Checkout checkout) : IClassFixture<Checkout>
{
    [SkippableTheory]
    [InlineData("daa", "2 3")]
    [InlineData("ada", "1 3")]
    [InlineData("aad", "1 2")]
    [InlineData("dda", "3")]
    [InlineData("ddd", "")]
    [InlineData("raa", "")]
    [InlineData("ara", "1")]
    [InlineData("laa", "1")]
    [InlineData("ala", "1 2")]
    [InlineData("dra", "")]
    [InlineData("adr", "1")]
    public async Task Change_InThreeZones_ReachesWhomItMayAndTheOthersLater(string does, string pushed)
    {
        Toolchain.Demand();
        var here = await Clouds.StartAsync(checkout, $"dead-{does}", "aws-example");
        (await here.Stack.UpAsync()).Ok();
        here.Cloud.ForgetJournal();
        Live(here, does, dead: true);
        foreach (
            var (step, letter) in new[] { ("push", 'r'), ("confirm", 'l') }.Where(each =>
                does.Contains(each.Item2, StringComparison.Ordinal)
            )
        )
            here.Cloud.Fail(
                "update",
                $"orders-db-{does.IndexOf(letter, StringComparison.Ordinal) + 1}-{step}",
                "Process exited with status 1"
            );

        checkout.Edit(here.Stack.Name, "allowedSources: [10.7.0.0/16", "allowedSources: [10.9.0.0/16, 10.7.0.0/16");
        var ran = (await here.Stack.UpAsync()).Failed().WithoutStackTrace();

        Assert.Equal(pushed, Ran(here, "push"));
        if (!does.Contains('r', StringComparison.Ordinal) && !does.Contains('l', StringComparison.Ordinal))
        {
            Assert.Equal(pushed, Ran(here, "confirm"));
            var said = Assert.Single(ran.Diagnostics(), line => line.Contains("this run's changes", StringComparison.Ordinal));
            foreach (var node in Enumerable.Range(1, 3))
                Assert.Equal(does[node - 1] == 'd', said.Contains($"orders-db-{node} did not answer at ", StringComparison.Ordinal));
        }

        // The only change is that they respond: the next run brings them what they missed.
        Live(here, does, dead: false);
        here.Cloud.ForgetJournal();
        (await here.Stack.UpAsync()).Ok().WithoutStackTrace();
        Assert.All(Enumerable.Range(1, 3).Where(node => does[node - 1] != 'a'), node =>
            Assert.Contains($"{node}", Ran(here, "confirm"), StringComparison.Ordinal)
        );
        (await here.Stack.PreviewAsync("--expect-no-changes")).Ok().Quietly();
        Assert.DoesNotContain(await here.Stack.ResourcesAsync(), resource => resource.EndsWith("-unanswered", StringComparison.Ordinal));
        (await here.Stack.DestroyAsync()).Ok();
        Assert.Empty(here.Cloud.Resources);
    }

    private static void Live(Clouds here, string does, bool dead)
    {
        foreach (var node in Enumerable.Range(1, 3).Where(node => does[node - 1] == 'd'))
            here.Cloud.Change(
                one => (string?)one["name"] == $"orders-db-{node}" && one["machine"] is not null,
                vm => vm["machine"]!["dead"] = dead
            );
    }

    // Nodes whose step was done.
    private static string Ran(Clouds here, string step) =>
        string.Join(
            ' ',
            here.Cloud.Journal.Where(line =>
                    line.StartsWith("run ", StringComparison.Ordinal) && line.EndsWith($"-{step}", StringComparison.Ordinal)
                )
                .Select(line => line.Split("orders-db-")[1][..1])
                .Distinct()
                .Order()
        );
}
