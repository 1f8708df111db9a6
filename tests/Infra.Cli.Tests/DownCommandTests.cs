using Infra.Cli.Stacks;
using Infra.Engine;
using Pulumi;
using Pulumi.Command.Local;

namespace Infra.Cli.Tests;

/// <summary><c>infra down</c> removes what is in the state, whatever has happened to the stack's files since.</summary>
public sealed class DownCommandTests : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("infra-down-");

    public DownCommandTests()
    {
        File.WriteAllText(Path.Combine(root.FullName, "Pulumi.yaml"), "name: infra\n");
        Directory.CreateDirectory(Path.Combine(root.FullName, "stacks"));
    }

    [Theory]
    [InlineData("config: {infra:project: {name: demo, cloud: local, zones: 99}}\n")]
    [InlineData("<<<<<<< HEAD\n")]
    [InlineData(null)]
    public async Task Down_OfWhatIsUp_NeedsNoFile(string? text)
    {
        if (text is not null)
            await File.WriteAllTextAsync(Path.Combine(root.FullName, "stacks", "Pulumi.local.yaml"), text);
        await UpAsync();
        Assert.True(File.Exists(Path.Combine(root.FullName, "made")));

        var (code, errors) = await DownAsync();

        Assert.Equal((ExitCode.Ok, ""), (code, errors));
        Assert.False(File.Exists(Path.Combine(root.FullName, "made")));
    }

    // The state is empty: then the name may be a typo, and the file may be wrong too.
    [Fact]
    public async Task Down_OfNothing_SaysWhatIsWrongWithTheFile()
    {
        await File.WriteAllTextAsync(Path.Combine(root.FullName, "stacks", "Pulumi.local.yaml"), "<<<<<<< HEAD\n");

        var (code, errors) = await DownAsync();

        Assert.Equal(ExitCode.BadInput, code);
        Assert.Contains("Pulumi.local.yaml", errors, StringComparison.Ordinal);
    }

    public void Dispose() => root.Delete(recursive: true);

    private async Task UpAsync()
    {
        var engine = new EmbeddedEngine(
            new EngineOptions
            {
                Project = "infra",
                Stack = "local",
                StateDirectory = new Workspace(root.FullName).StateDirectory("local"),
                WorkingDirectory = root.FullName,
                Services = options => new Services(options),
            }
        );
        Assert.True((await engine.UpAsync<OneFile>(CancellationToken.None)).Succeeded);
    }

    private async Task<(int Code, string Errors)> DownAsync()
    {
        using var output = new Recorder();
        using var errors = new Recorder();
        var code = await InfraCommand.RunAsync(["down"], () => new Workspace(root.FullName), output.Screen, errors.Screen);
        return (code, errors.Text);
    }

    public sealed class OneFile : Stack
    {
        public OneFile(StackOptions options)
            : base(options) => _ = new Command("made", new CommandArgs { Create = "touch made", Delete = "rm made" });
    }

    private sealed class Services(StackOptions options) : IServiceProvider
    {
        public object? GetService(Type serviceType) => serviceType == typeof(OneFile) ? new OneFile(options) : null;
    }
}
