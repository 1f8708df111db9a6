using System.Text.RegularExpressions;

namespace Infra.Pulumi.Tests;

/// <summary>Pulumi.yaml, stack files and settings, as the real command reads and writes them.</summary>
[Trait("Category", "Pulumi")]
public sealed class ConfigurationTests(Checkout checkout) : IClassFixture<Checkout>
{
    public static TheoryData<string> Examples =>
        [
            .. Directory
                .EnumerateFiles(Path.Combine(Toolchain.Repository, "stacks"), "Pulumi.*.yaml")
                .Select(file => Path.GetFileName(file)["Pulumi.".Length..^".yaml".Length]),
        ];

    [SkippableTheory]
    [MemberData(nameof(Examples))]
    public async Task StackFile_AfterInitAndConfigSet_HasMoreLinesAndNoOther(string example)
    {
        Toolchain.DemandCommand();
        var stack = Start($"init-{example}", example);
        var before = File.ReadAllText(checkout.StackFile(stack.Name));

        (await stack.InitAsync()).Ok();
        (await stack.RunAsync("config", "set", "infra:imageId", "some-image", "-s", stack.Name)).Ok();
        (await stack.RunAsync("a private key", ["config", "set", "--secret", "infra:operatorPrivateKey", "-s", stack.Name])).Ok();

        var after = File.ReadAllText(checkout.StackFile(stack.Name));
        Assert.StartsWith(before, after, StringComparison.Ordinal);
        Assert.Matches(
            @"\A  infra:imageId: some-image\n  infra:operatorPrivateKey:\n    secure: \S+\nencryptionsalt: \S+\n\z",
            after[before.Length..]
        );
        var shown = (await stack.RunAsync("config", "-s", stack.Name)).Ok().Output;
        Assert.Matches(@"operatorPrivateKey +\[secret\]", shown);
        Assert.DoesNotContain("a private key", shown, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Stack_WithNothingConfigured_IsPreviewedAndNotApplied()
    {
        Toolchain.Demand();
        var stack = Start("bare", "aws-example");
        (await stack.InitAsync()).Ok();

        var preview = (await stack.PreviewAsync()).Ok().WithoutStackTrace();
        Assert.Contains("infra:operatorPublicKey is not set", preview.Output, StringComparison.Ordinal);

        var up = (await stack.UpAsync()).Failed().WithoutStackTrace();
        Assert.Contains("infra:operatorPublicKey is not set", up.Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task PrivateKey_AsASecret_ReachesTheConnectionsAndNothingElse()
    {
        Toolchain.Demand();
        var here = await Clouds.StartAsync(checkout, "secret", "aws-example");
        (
            await here.Stack.RunAsync("-----BEGIN A KEY-----", ["config", "set", "--secret", "infra:operatorPrivateKey", "-s", "secret"])
        ).Ok();

        var up = (await here.Stack.UpAsync()).Ok();
        var state = (await here.Stack.RunAsync("stack", "export", "-s", "secret")).Ok();

        Assert.DoesNotContain("BEGIN A KEY", up.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("BEGIN A KEY", state.Output, StringComparison.Ordinal);
        (await here.Stack.DestroyAsync()).Ok();
    }

    [SkippableFact]
    public async Task PrivateKey_InClearText_IsRefused()
    {
        Toolchain.Demand();
        var here = await Clouds.StartAsync(checkout, "clear", "aws-example");
        (await here.Stack.RunAsync("config", "set", "infra:operatorPrivateKey", "not-even-a-key", "--plaintext", "-s", "clear")).Ok();

        var ran = (await here.Stack.PreviewAsync()).Failed().WithoutStackTrace();

        Assert.Contains("infra:operatorPrivateKey is in the stack file in clear text", ran.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("not-even-a-key", ran.Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Stack_WithoutADescription_IsAMessage()
    {
        Toolchain.DemandCommand();
        var stack = new PulumiStack(checkout, "nothing", new Dictionary<string, string>());
        (await stack.InitAsync()).Ok();

        var ran = (await stack.PreviewAsync()).Failed().WithoutStackTrace();

        Assert.Contains("missing configuration value 'project'", ran.Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task StackFile_WithErrors_ShowsThemAndNoStackTrace()
    {
        Toolchain.Demand();
        var here = await Clouds.StartAsync(checkout, "errors", "aws-example", text =>
            text.Replace("region: eu-west-1", "region: eu-wset-1", StringComparison.Ordinal)
        );

        var ran = (await here.Stack.PreviewAsync()).Failed().WithoutStackTrace();

        Assert.Matches(@"stacks/Pulumi\.errors\.yaml:\d+:\d+: region: error INF0206", ran.Output);
    }

    [SkippableFact]
    public async Task LockFile_ThatLacksSomethingInCi_IsAMessage()
    {
        Toolchain.Demand();
        var here = await Clouds.StartAsync(checkout, "ci", "aws-example");
        File.Delete(checkout.LockFile("ci"));
        here.Stack.Environment["CI"] = "true";

        var ran = (await here.Stack.PreviewAsync()).Failed().WithoutStackTrace();

        Assert.Contains("scripts/infra lock --stack ci", ran.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(checkout.LockFile("ci")));
    }

    [SkippableFact]
    public async Task StackRm_WithPreserveConfig_KeepsTheDescription()
    {
        Toolchain.DemandCommand();
        var stack = Start("removed", "aws-example");
        (await stack.InitAsync()).Ok();

        (await stack.RunAsync("stack", "rm", "removed", "--yes", "--preserve-config")).Ok();

        Assert.Contains("infra:project:", File.ReadAllText(checkout.StackFile("removed")), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Command_Installed_IsNewEnough()
    {
        Toolchain.DemandCommand();
        var stack = new PulumiStack(checkout, "version", new Dictionary<string, string>());

        var version = Regex.Match((await stack.RunAsync("version")).Ok().Output, @"v(\d+\.\d+\.\d+)").Groups[1].Value;

        // Required for ReplaceWith, without which a node would meet a volume whose key it does not have.
        Assert.True(Version.Parse(version) >= new Version(3, 207, 0), $"pulumi {version}: README says 3.207 or newer");
    }

    private PulumiStack Start(string name, string example)
    {
        checkout.AddStack(name, example);
        return new PulumiStack(checkout, name, new PlayedCloud(checkout, name).Plugins);
    }
}
