using System.Diagnostics;
using Infra.Engine.Results;
using Infra.Engine.Tests.Toys;

namespace Infra.Engine.Tests;

public sealed class KillTests : IDisposable
{
    private readonly Toy toy = new();

    public void Dispose() => toy.Dispose();

    [Fact]
    public async Task Up_KilledDuringCreate_NextUpEndsInTheSamePlace()
    {
        await KillWhenObjectExists("slow");
        var result = await toy.Up(KilledStacks.ByName("slow"));

        Assert.True(result.Succeeded);
        Assert.Equal(["create first 1", "create slow v1", "create slow v1", "create last done"], toy.Log);
        Assert.Equal("an earlier creation did not finish", result.Plan.Steps.Single(s => s.Name == "slow").Reason);
        Assert.Contains(result.Warnings, w => w.Code == EngineCodes.LeftoverStopped);
        Assert.False((await toy.Plan(KilledStacks.ByName("slow"))).HasChanges);
    }

    [Fact]
    public async Task Up_KilledDuringCreateThenChanged_DeletesWhatWasBegunFirst()
    {
        await KillWhenObjectExists("slow");
        var running = toy.Up(KilledStacks.ByName("slow2"));
        await Until(() => toy.Log.Contains("create slow v2"));

        Assert.Equal(["create first 1", "create slow v1", "delete slow v1", "create slow v2"], toy.Log);
        await StopSleepsUnder(toy.Root);
        await running;
    }

    [Fact]
    public async Task Up_KilledDuringCreateThenRemovedFromProgram_DeletesWhatWasBegun()
    {
        await KillWhenObjectExists("slow");
        var result = await toy.Up(KilledStacks.ByName("quick"));

        Assert.True(result.Succeeded);
        Assert.Equal(["create first 1", "create slow v1", "delete slow v1"], toy.Log);
        Assert.False(File.Exists(Path.Combine(toy.Root, "object")));
    }

    [Fact]
    public async Task Down_AfterKilledCreate_DeletesWhatWasBegunAndLeavesNoFile()
    {
        await KillWhenObjectExists("slow");
        var result = await toy.Down();

        Assert.True(result.Succeeded);
        Assert.False(File.Exists(Path.Combine(toy.Root, "object")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(toy.State));
    }

    [Fact]
    public async Task Up_KilledDuringUpdateThenReverted_UpdatesAgain()
    {
        await toy.Up(KilledStacks.ByName("updated"));
        await KillWhenObjectExists("update");
        var result = await toy.Up(KilledStacks.ByName("updated"));

        Assert.Equal(StepAction.Update, result.Plan.Steps.Single(s => s.Name == "only").Action);
        Assert.Equal(["create only v1", "update only v2", "update only v1"], toy.Log);
        Assert.False((await toy.Plan(KilledStacks.ByName("updated"))).HasChanges);
    }

    [Fact]
    public async Task Up_KilledDuringReplacementThenReverted_CleansUpAndConverges()
    {
        void Declare(string trigger) => Toy.Command("only", trigger, triggers: new object[] { trigger });
        await toy.Up(() => Declare("a"));
        using (var run = Start("replace"))
        {
            await Until(() => File.Exists(Path.Combine(toy.Root, "object")));
            run.Kill();
            await run.WaitForExitAsync();
        }

        var result = await toy.Up(() => Declare("a"));

        Assert.True(result.Succeeded);
        Assert.Equal(["create only a", "create only b", "delete only b", "update only a"], toy.Log);
        Assert.False((await toy.Plan(() => Declare("a"))).HasChanges);
    }

    [Fact]
    public async Task Up_WhileAnotherRuns_IsRefusedNamingTheProcess()
    {
        using var other = Start("slow");
        await Until(() => File.Exists(Path.Combine(toy.Root, "object")));
        var refused = await Assert.ThrowsAsync<EngineException>(() => toy.Up(KilledStacks.ByName("slow")));
        other.Kill();
        await other.WaitForExitAsync();

        Assert.Equal(EngineCodes.Locked, refused.Code);
        Assert.Contains($"process {other.Id}", refused.Message, StringComparison.Ordinal);
        Assert.True((await toy.Down()).Succeeded);
    }

    [Fact]
    public async Task Up_KilledAgainAndAgain_EndsWhole()
    {
        foreach (var milliseconds in new[] { 700, 1000, 900, 1100, 800 })
        {
            using var run = Start("chain");
            await Task.Delay(milliseconds);
            run.Kill();
            await run.WaitForExitAsync();
        }

        Assert.True((await toy.Up(KilledStacks.ByName("chain"))).Succeeded);
        Assert.All("abcd", name => Assert.Equal("whole\n", File.ReadAllText(Path.Combine(toy.Root, $"object-{name}"))));
        Assert.False((await toy.Plan(KilledStacks.ByName("chain"))).HasChanges);

        Assert.True((await toy.Down()).Succeeded);
        Assert.Equal([toy.State], Directory.EnumerateFileSystemEntries(toy.Root));
        Assert.Empty(Directory.EnumerateFileSystemEntries(toy.State));
    }

    private async Task KillWhenObjectExists(string stack)
    {
        using var run = Start(stack);
        await Until(() => File.Exists(Path.Combine(toy.Root, "object")));
        run.Kill(); // SIGKILL, and to this process alone: its command goes on.
        await run.WaitForExitAsync();
    }

    private Process Start(string stack) => Process.Start(Child.Of("dotnet", "exec", typeof(Program).Assembly.Location, stack, toy.Root))!;

    private static async Task StopSleepsUnder(string root)
    {
        foreach (var process in Process.GetProcessesByName("sleep"))
        {
            if (new FileInfo($"/proc/{process.Id}/cwd").LinkTarget != root)
                continue;
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private static async Task Until(Func<bool> condition)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(60), "It did not happen within a minute.");
            await Task.Delay(50);
        }
    }
}
