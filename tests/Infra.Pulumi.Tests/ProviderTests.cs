namespace Infra.Pulumi.Tests;

/// <summary>The fake plugins by themselves: over the wire, without the command.</summary>
public class ProviderTests
{
    [SkippableFact]
    public async Task PlayedPlugins_TheirOwnTests_Pass()
    {
        Toolchain.DemandProvider();

        var ran = await Ran.RunAsync(
            "node",
            ["--test"],
            Toolchain.ProviderFolder,
            new Dictionary<string, string?>(),
            TimeSpan.FromMinutes(5)
        );

        ran.Ok();
        Assert.Matches(@"(?m)^\S* ?pass [1-9]\d", ran.Output);
    }
}
