using Infra.Engine.Results;
using Infra.Engine.Tests.Toys;
using Pulumi;

namespace Infra.Engine.Tests;

public sealed class LifecycleTests : IDisposable
{
    private readonly Toy toy = new();

    public void Dispose() => toy.Dispose();

    [Fact]
    public async Task Up_NewStack_CreatesInDependencyOrderAndHandsOutputsOn()
    {
        var result = await toy.Engine(() =>
            {
                var first = Toy.Command("first", "1");
                var second = Toy.Command("second", first.Stdout);
                return second.Stdout;
            })
            .UpAsync<ToyStack>();

        Assert.True(result.Succeeded);
        Assert.Equal(["create first 1", "create second made first 1"], toy.Log);
        Assert.Equal("made second made first 1", (string?)result.Outputs["result"]);
        Assert.Equal(new PlanCounts(2, 0, 0, 0, 0), result.Counts);
    }

    [Fact]
    public async Task Up_SecondTime_RunsNothing()
    {
        await toy.Up(() => Toy.Command("only", "1"));
        var state = File.ReadAllText(toy.StateFile);
        var again = await toy.Up(() => Toy.Command("only", "1"));

        Assert.Equal(["create only 1"], toy.Log);
        Assert.False(again.Plan.HasChanges);
        Assert.Equal(new PlanCounts(0, 0, 0, 0, 1), again.Counts);
        Assert.Equal(state, File.ReadAllText(toy.StateFile));
    }

    [Fact]
    public async Task Up_ChangedInput_UpdatesWithPreviousOutput()
    {
        await toy.Up(() => Toy.Command("only", "1"));
        var result = await toy.Up(() => Toy.Command("only", "2"));

        Assert.Equal(new PlanCounts(0, 1, 0, 0, 0), result.Counts);
        Assert.Equal(["create only 1", "update only 2"], toy.Log);
        var change = Assert.Single(Assert.Single(result.Plan.Steps, s => s.Name == "only").Changes);
        Assert.Equal(
            ("environment.VALUE", "1", "2", false),
            (change.Path, (string?)change.Before, (string?)change.After, change.CausesReplace)
        );
    }

    [Fact]
    public async Task Up_ChangedTriggers_CreatesNewThenDeletesOld()
    {
        await toy.Up(() => Toy.Command("only", "1", triggers: new object[] { "a" }));
        var result = await toy.Up(() => Toy.Command("only", "2", triggers: new object[] { "b" }));

        Assert.Equal(1, result.Plan.Counts.Replace);
        Assert.Equal(["create only 1", "create only 2", "delete only 1"], toy.Log);
    }

    [Fact]
    public async Task Up_DeleteBeforeReplace_DeletesOldFirst()
    {
        CustomResourceOptions Options() => new() { DeleteBeforeReplace = true };
        await toy.Up(() => Toy.Command("only", "1", triggers: new object[] { "a" }, Options()));
        await toy.Up(() => Toy.Command("only", "2", triggers: new object[] { "b" }, Options()));

        Assert.Equal(["create only 1", "delete only 1", "create only 2"], toy.Log);
    }

    [Fact]
    public async Task Up_ResourceGone_DeletesItAfterTheRest()
    {
        await toy.Up(() =>
        {
            Toy.Command("kept", "1");
            Toy.Command("gone", "1");
        });
        var result = await toy.Up(() => Toy.Command("kept", "2"));

        Assert.Equal(1, result.Counts.Delete);
        Assert.Equal(["update kept 2", "delete gone 1"], toy.Log[2..]);
    }

    [Fact]
    public async Task Down_DeletesInReverseAndLeavesNoFile()
    {
        await toy.Up(() =>
        {
            var a = Toy.Command("a", "1");
            var b = Toy.Command("b", a.Stdout);
            Toy.Command("c", "1", options: new CustomResourceOptions { DependsOn = { b } });
        });
        var result = await toy.Down();

        Assert.True(result.Succeeded);
        Assert.Equal(["delete c 1", "delete b made a 1", "delete a 1"], toy.Log[3..]);
        Assert.Empty(Directory.EnumerateFileSystemEntries(toy.State));
    }

    [Fact]
    public async Task Down_ComponentTree_ChildrenOfADependedComponentGoLast()
    {
        await toy.Up(() =>
        {
            var group = new ComponentResource("toy:index:Group", "group");
            Toy.Command("inside", "1", options: new CustomResourceOptions { Parent = group });
            Toy.Command("outside", "1", options: new CustomResourceOptions { DependsOn = { group } });
        });
        await toy.Down();

        Assert.Equal(["create inside 1", "create outside 1", "delete outside 1", "delete inside 1"], toy.Log);
    }
}
