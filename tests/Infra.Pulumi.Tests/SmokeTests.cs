namespace Infra.Pulumi.Tests;

/// <summary><c>scripts/cloud-smoke</c> from its first step to its last, with the real command; only the account is simulated.</summary>
[Trait("Category", "Pulumi")]
public sealed class SmokeTests(Checkout checkout) : IClassFixture<Checkout>
{
    [SkippableTheory]
    [InlineData("aws", "210987654321")]
    [InlineData("azure", "5f2c8a1e-93b7-4d60-8c15-7e4f0a9b6d23")]
    [InlineData("gcp", "acme-databases")]
    public async Task Smoke_OnACloudThatWorks_EndsWithNothingLeft(string name, string account)
    {
        Toolchain.Demand();
        var cloud = new PlayedCloud(checkout, $"smoke-{name}");
        var environment = new Dictionary<string, string?>
        {
            ["PULUMI_HOME"] = PulumiStack.Home(checkout, $"smoke-{name}", cloud.Plugins),
            ["PULUMI_SKIP_UPDATE_CHECK"] = "true",
            ["PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION"] = "true",
            ["NO_COLOR"] = "1",
        };

        var ran = await Ran.RunAsync(
            Path.Combine(Toolchain.Repository, "scripts", "cloud-smoke"),
            [name, "--yes", "--name", "t1", "--from", "20.51.100.7", "--account", account],
            Toolchain.Repository,
            environment,
            TimeSpan.FromMinutes(20)
        );

        ran.Ok().WithoutStackTrace();
        Assert.Contains($"cloud-smoke: {name} works from end to end.", ran.Output, StringComparison.Ordinal);
        // The only warning is that the replaced node's data is gone.
        Assert.DoesNotMatch(@"warning INF(?!0525)\d{4}", ran.Output);
        Assert.Contains(cloud.Journal, line =>
            line.StartsWith("create ", StringComparison.Ordinal) && line.EndsWith(" smoke-1", StringComparison.Ordinal)
        );
        Assert.Empty(cloud.Resources);
    }
}
