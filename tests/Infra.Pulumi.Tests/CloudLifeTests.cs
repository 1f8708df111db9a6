namespace Infra.Pulumi.Tests;

/// <summary>
/// A project's whole lifecycle on each cloud, with the real command and engine; the plugins are this project's own fakes.
/// </summary>
[Trait("Category", "Pulumi")]
public sealed class CloudLifeTests(Checkout checkout) : IClassFixture<Checkout>
{
    [SkippableTheory]
    [InlineData("aws-example")]
    [InlineData("aws-peering-example")]
    [InlineData("azure-example")]
    [InlineData("gcp-example")]
    public async Task Example_FromNothingToNothing_IsAsPlannedAndQuiet(string example)
    {
        Toolchain.Demand();
        var here = await Clouds.StartAsync(checkout, $"life-{example}", example);
        var (cloud, stack) = (here.Cloud, here.Stack);

        // The embedded engine's plan matches the real preview.
        var planned = await stack.StepsAsync();
        Assert.Equal(await InfraCli.StepsAsync(checkout, stack.Name), planned);
        Assert.All(planned, step => Assert.StartsWith("create ", step, StringComparison.Ordinal));
        Assert.Empty(cloud.Resources);

        (await stack.UpAsync()).Ok().Quietly();
        Assert.Equal(planned.Select(step => step["create ".Length..]), await stack.ResourcesAsync());
        Assert.NotEmpty(cloud.Resources);
        Assert.Equal(
            ((await stack.OutputsAsync())["nodes"]!.AsArray()).Select(node => (string)node!),
            ((await stack.OutputsAsync())["hostKeys"]!.AsObject()).Select(key => key.Key)
        );

        (await stack.PreviewAsync("--expect-no-changes")).Ok().Quietly();
        (await stack.RefreshAsync()).Ok().Quietly();
        Assert.DoesNotMatch("[1-9][0-9]* (updated|deleted|created)", (await stack.RefreshAsync()).Output);

        (await stack.DestroyAsync()).Ok().Quietly();
        Assert.Empty(cloud.Resources);
        Assert.Empty(await stack.ResourcesAsync());
    }

    [SkippableTheory]
    [InlineData("aws-example", "aws:vpc/securityGroup")]
    [InlineData("azure-example", "azure:network/networkSecurityRule:")]
    [InlineData("gcp-example", "gcp:compute/firewall:")]
    public async Task AllowedSources_Edited_ChangeRulesAndPushTheNodesAndNothingElse(string example, string rule)
    {
        Toolchain.Demand();
        var here = await Clouds.StartAsync(checkout, $"sources-{example}", example);
        (await here.Stack.UpAsync()).Ok();
        here.Cloud.ForgetJournal();

        checkout.Edit(here.Stack.Name, "allowedSources: [10.7.0.0/16", "allowedSources: [10.9.0.0/16, 10.7.0.0/16");
        (await here.Stack.UpAsync()).Ok().Quietly();

        var journal = here.Cloud.Journal;
        Assert.Contains(journal, line => line.Contains(rule, StringComparison.Ordinal));
        Assert.All(journal, line =>
            Assert.True(
                line.Contains(rule, StringComparison.Ordinal)
                    || (
                        line.StartsWith("run ", StringComparison.Ordinal)
                        && (line.EndsWith("-push", StringComparison.Ordinal) || line.EndsWith("-confirm", StringComparison.Ordinal))
                    ),
                line
            )
        );
        Assert.Equal(3, journal.Count(line => line.EndsWith("-confirm", StringComparison.Ordinal)));
        (await here.Stack.PreviewAsync("--expect-no-changes")).Ok();
        (await here.Stack.DestroyAsync()).Ok();
        Assert.Empty(here.Cloud.Resources);
    }

    [SkippableTheory]
    [InlineData("aws-example", "aws:ec2/instance:Instance")]
    [InlineData("azure-example", "azure:compute/linuxVirtualMachine:LinuxVirtualMachine")]
    [InlineData("gcp-example", "gcp:compute/instance:Instance")]
    public async Task Node_Replaced_TheNewOneIsConfirmedBeforeTheOldOneGoes(string example, string vm)
    {
        Toolchain.Demand();
        var here = await Clouds.StartAsync(checkout, $"replace-{example}", example);
        (await here.Stack.UpAsync()).Ok();
        here.Cloud.ForgetJournal();

        await InfraCli.RunAsync(checkout, "lock", "--stack", here.Stack.Name, "--replace", "orders-db-2", "--empties", "orders-db-2/data");
        (await here.Stack.UpAsync()).Ok().Quietly();

        var journal = here.Cloud.Journal.ToList();
        var (made, confirmed, gone) = (
            journal.IndexOf($"create {vm} orders-db-2"),
            journal.FindIndex(line =>
                line.StartsWith("run ", StringComparison.Ordinal) && line.EndsWith(" orders-db-2-confirm", StringComparison.Ordinal)
            ),
            journal.IndexOf($"delete {vm} orders-db-2")
        );
        Assert.True(made >= 0 && made < confirmed && confirmed < gone, string.Join('\n', journal));
        Assert.DoesNotContain($"create {vm} orders-db-1", journal);
        Assert.DoesNotContain($"create {vm} orders-db-3", journal);
        // Its peers receive its new keys.
        Assert.Contains(journal, line => line.EndsWith(" orders-db-1-confirm", StringComparison.Ordinal));
        (await here.Stack.PreviewAsync("--expect-no-changes")).Ok();
        (await here.Stack.DestroyAsync()).Ok();
        Assert.Empty(here.Cloud.Resources);
    }

    // The effect of `git revert` on a growth: stack file and lock file agree on the smaller size again.
    [SkippableTheory]
    [InlineData("aws-example")]
    [InlineData("azure-example")]
    [InlineData("gcp-example")]
    public async Task Volumes_GrownAndPutBack_GrowInPlaceAndAreNeverLost(string example)
    {
        Toolchain.Demand();
        var here = await Clouds.StartAsync(checkout, $"growth-{example}", example);
        (await here.Stack.UpAsync()).Ok();
        var before = await File.ReadAllTextAsync(checkout.LockFile(here.Stack.Name));
        here.Cloud.ForgetJournal();

        checkout.Edit(here.Stack.Name, "data: 100", "data: 200");
        (await here.Stack.UpAsync()).Ok();
        Assert.DoesNotContain(here.Cloud.Journal, line =>
            line.StartsWith("delete ", StringComparison.Ordinal) || line.StartsWith("create ", StringComparison.Ordinal)
        );
        Assert.Equal(
            3,
            here.Cloud.Journal.Count(line =>
                line.StartsWith("update ", StringComparison.Ordinal) && line.EndsWith("-data-g1", StringComparison.Ordinal)
            )
        );
        var grown = await File.ReadAllTextAsync(checkout.LockFile(here.Stack.Name));
        Assert.NotEqual(before, grown);
        here.Cloud.ForgetJournal();

        checkout.Edit(here.Stack.Name, "data: 200", "data: 100");
        await File.WriteAllTextAsync(checkout.LockFile(here.Stack.Name), before);
        (await here.Stack.UpAsync()).Failed();
        Assert.DoesNotContain(here.Cloud.Journal, line => line.StartsWith("delete ", StringComparison.Ordinal));

        checkout.Edit(here.Stack.Name, "data: 100", "data: 200");
        await File.WriteAllTextAsync(checkout.LockFile(here.Stack.Name), grown);
        (await here.Stack.UpAsync()).Ok();
        Assert.DoesNotContain(here.Cloud.Journal, line => line.StartsWith("delete ", StringComparison.Ordinal));
        (await here.Stack.PreviewAsync("--expect-no-changes")).Ok();
        (await here.Stack.DestroyAsync()).Ok();
        Assert.Empty(here.Cloud.Resources);
    }

    [SkippableFact]
    public async Task Peering_ThatCannotBeTwice_IsDeletedBeforeItIsMadeAgain()
    {
        Toolchain.Demand();
        var here = await Clouds.StartAsync(checkout, "peering", "aws-peering-example");
        (await here.Stack.UpAsync()).Ok();
        here.Cloud.ForgetJournal();

        checkout.Edit("peering", "region: eu-central-1", "region: eu-west-3");
        (await here.Stack.UpAsync()).Ok().Quietly();

        const string connection = "aws:ec2/vpcPeeringConnection:VpcPeeringConnection acme-peered-warehouse";
        var journal = here.Cloud.Journal.ToList();
        Assert.True(
            journal.IndexOf($"delete {connection}") >= 0
                && journal.IndexOf($"delete {connection}") < journal.IndexOf($"create {connection}"),
            string.Join('\n', journal)
        );
        (await here.Stack.DestroyAsync()).Ok();
        Assert.Empty(here.Cloud.Resources);
    }
}
