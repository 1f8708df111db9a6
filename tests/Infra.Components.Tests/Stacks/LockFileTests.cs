using Infra.Components.Tests.Testing;
using Infra.Core;
using Infra.Core.Deployments;
using Infra.Projects;
using Pulumi;

namespace Infra.Components.Tests.Stacks;

/// <summary>
/// When the program writes the lock file: before anything is created, never in a preview, never in CI; and what happens if it cannot.
/// </summary>
public sealed class LockFileTests : IDisposable
{
    private const string Stack = "aws-private";
    private const string WithKey = $$"""{"infra:operatorPublicKey":"{{StackRun.OperatorKey}}"}""";

    private static readonly string WithSecondService = StackRun.ExampleStack.Replace(
        "    services:\n",
        "    services:\n      a-first:\n        type: postgresql\n        plan: business-4\n        nodes: 2\n        "
            + "mesh: wireguard\n        volumes: { data: 10 }\n",
        StringComparison.Ordinal
    );

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("infra-lock-");
    private readonly CloudMocks _cloud = new();
    private readonly Recorder _recorder = new();

    public LockFileTests()
    {
        _directory.CreateSubdirectory("stacks");
        File.WriteAllText(Path.Combine(_directory.FullName, "stacks", $"Pulumi.{Stack}.yaml"), WithSecondService);
        File.WriteAllText(LockPath, StackRun.ExampleLock);
        Environment.SetEnvironmentVariable("PULUMI_CONFIG", WithKey);
    }

    private string LockPath => Path.Combine(_directory.FullName, "stacks", $"{Stack}.lock.yaml");

    private StackFiles Files => new(_directory.FullName);

    [Fact]
    public async Task Up_NewService_IsInTheLockFile()
    {
        await RunAsync();

        Assert.Contains("a-first", LockText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Up_NothingNew_LockFileKeepsItsBytes() => Assert.Equal(StackRun.ExampleLock, (await StackRun.OfAsync()).LockText);

    /// <summary>What a preview shows may never be applied, and then must not have moved anything.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Preview_WritesNoLockFile(bool isThere)
    {
        if (!isThere)
            File.Delete(LockPath);

        await RunAsync(preview: true);

        Assert.Equal(isThere ? StackRun.ExampleLock : null, File.Exists(LockPath) ? LockText() : null);
        Assert.NotEmpty(await _recorder.ResourcesAsync(_cloud));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ci_NewService_IsRefusedWithTheCommand(bool preview)
    {
        var error = await Assert.ThrowsAsync<RunException>(() => RunAsync(preview, LockMode.Frozen));

        Assert.Contains($"scripts/infra lock --stack {Stack}", error.Message, StringComparison.Ordinal);
        await AssertNothingHappenedAsync(StackRun.ExampleLock);
    }

    /// <summary>However the plan was made: what is not recorded is not created.</summary>
    [Fact]
    public async Task Ci_PlanThatWouldExtendTheFile_IsRefused()
    {
        var plan = StackLoader.Load(Files, Stack, LockMode.Extend).Value!;

        var error = await Assert.ThrowsAsync<RunException>(() => RunAsync(lockMode: LockMode.Frozen, compiled: plan));

        Assert.Contains("CI writes none", error.Message, StringComparison.Ordinal);
        await AssertNothingHappenedAsync(StackRun.ExampleLock);
    }

    [Fact]
    public async Task Up_RefusedForWantOfAKey_HasWrittenNoLockFile()
    {
        Environment.SetEnvironmentVariable("PULUMI_CONFIG", "{}");

        var error = await Assert.ThrowsAsync<RunException>(() => RunAsync());

        Assert.Contains("operatorPublicKey", error.Message, StringComparison.Ordinal);
        await AssertNothingHappenedAsync(StackRun.ExampleLock);
    }

    [Fact]
    public async Task Up_LockFileThatCannotBeWritten_CreatesNothing()
    {
        File.SetAttributes(LockPath, FileAttributes.ReadOnly);

        var error = await Assert.ThrowsAsync<RunException>(() => RunAsync());

        Assert.StartsWith(
            $"stacks/{Stack}.lock.yaml:1:1: error INF0529: The lock file cannot be written: ",
            error.Message,
            StringComparison.Ordinal
        );
        await AssertNothingHappenedAsync(StackRun.ExampleLock);
        // A preview needs no write permission.
        await RunAsync(preview: true);
    }

    /// <summary>As on a full disk, or in another user's directory: nothing can be created next to the file.</summary>
    [Fact]
    public async Task Up_NothingCanBePutBesideTheLockFile_CreatesNothing()
    {
        // The name is taken by a directory, since root may write anywhere.
        Directory.CreateDirectory($"{LockPath}.{Environment.ProcessId}.new");

        var error = await Assert.ThrowsAsync<RunException>(() => RunAsync());

        Assert.Contains("INF0529", error.Message, StringComparison.Ordinal);
        await AssertNothingHappenedAsync(StackRun.ExampleLock);
    }

    [Fact]
    public async Task Up_LockFileThatAnotherRunWrote_IsLeftAndNothingIsCreated()
    {
        var plan = StackLoader.Load(Files, Stack, LockMode.Extend).Value!;
        await File.AppendAllTextAsync(LockPath, "# by another run\n");
        var there = LockText();

        var error = await Assert.ThrowsAsync<RunException>(() => RunAsync(compiled: plan));

        Assert.Contains("error INF0530: Another run wrote this file in the meantime.", error.Message, StringComparison.Ordinal);
        await AssertNothingHappenedAsync(there);
    }

    /// <summary>Of two simultaneous runs that both extend the file, one does, and the other creates nothing.</summary>
    [Fact]
    public async Task Ups_FromTheSameFile_OnlyOneIsRecorded()
    {
        var plan = StackLoader.Load(Files, Stack, LockMode.Extend).Value!;

        await RunAsync(compiled: plan);
        var first = LockText();
        await Assert.ThrowsAsync<RunException>(() => RunAsync(compiled: plan));

        Assert.Equal(plan.Project.LockText, first);
        Assert.Equal(first, LockText());
    }

    public void Dispose()
    {
        if (File.Exists(LockPath))
            File.SetAttributes(LockPath, FileAttributes.Normal);
        _directory.Delete(recursive: true);
    }

    private string LockText() => File.ReadAllText(LockPath);

    private async Task AssertNothingHappenedAsync(string lockText)
    {
        Assert.Equal(lockText, LockText());
        Assert.Empty(await _recorder.ResourcesAsync(_cloud));
    }

    private async Task RunAsync(bool preview = false, LockMode lockMode = LockMode.Extend, DeploymentPlan? compiled = null) =>
        await Deployment.TestWithServiceProviderAsync<ProjectStack>(
            _cloud,
            new StackServices(new StackContext(Files, lockMode, _recorder.Options, compiled)),
            new Pulumi.Testing.TestOptions
            {
                ProjectName = "infra",
                StackName = Stack,
                IsPreview = preview,
            }
        );
}
