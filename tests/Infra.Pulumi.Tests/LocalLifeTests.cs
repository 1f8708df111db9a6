namespace Infra.Pulumi.Tests;

/// <summary>The local cloud under the real command and its real plugin: three VMs boot.</summary>
[Trait("Category", "Pulumi")]
[Trait("Category", "Lab")]
public sealed class LocalLifeTests(Checkout checkout) : IClassFixture<Checkout>
{
    private const string Name = "local-pulumi";

    [SkippableFact]
    public async Task Local_FromNothingToNothing_IsAsPlannedAndQuiet()
    {
        Toolchain.DemandCommand();
        var plugin = Toolchain.DemandCommandPlugin();
        Skip.IfNot(Environment.UserName == "root", "not root: the local cloud is made of network namespaces and VMs");
        Skip.If(Toolchain.OnPath("qemu-system-x86_64") is null, "QEMU is not installed; scripts/setup installs it");
        checkout.AddStack(Name, "local");
        var stack = new PulumiStack(checkout, Name, new Dictionary<string, string> { ["command"] = plugin });
        (await stack.InitAsync()).Ok();
        var planned = await stack.StepsAsync();
        Assert.Equal(await InfraCli.StepsAsync(checkout, Name), planned);
        try
        {
            (await stack.UpAsync()).Ok().WithoutStackTrace();
            Assert.Equal(planned.Select(step => step["create ".Length..]), await stack.ResourcesAsync());
            (await stack.PreviewAsync("--expect-no-changes")).Ok().Quietly();
            Assert.DoesNotMatch("[1-9][0-9]* (updated|deleted|created)", (await stack.RefreshAsync()).Ok().Output);

            checkout.Edit(Name, "allowedSources: [10.7.0.0/16", "allowedSources: [10.9.0.0/16, 10.7.0.0/16");
            var edited = (await stack.UpAsync()).Ok().WithoutStackTrace();
            Assert.DoesNotContain("AcceptEnv", edited.Output, StringComparison.Ordinal);
            Assert.DoesNotMatch("(?i)[1-9][0-9]* (created|deleted|replaced)", edited.Output);
            (await stack.PreviewAsync("--expect-no-changes")).Ok().Quietly();

            checkout.Edit(Name, "volumes: {data: 1}", "volumes: {data: 2}");
            Assert.DoesNotMatch("(?i)[1-9][0-9]* (created|deleted|replaced)", (await stack.UpAsync()).Ok().WithoutStackTrace().Output);
            (await stack.PreviewAsync("--expect-no-changes")).Ok().Quietly();
        }
        finally
        {
            (await stack.DestroyAsync()).Ok().WithoutStackTrace();
        }

        Assert.Empty(await stack.ResourcesAsync());
    }
}
