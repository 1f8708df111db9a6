using Infra.Engine.Tests.Toys;
using Pulumi;
using Pulumi.Command.Local;

namespace Infra.Engine.Tests;

public sealed class FailureTests : IDisposable
{
    private readonly Toy toy = new();

    public void Dispose() => toy.Dispose();

    [Fact]
    public async Task Up_FailingCommand_IndependentOnesFinishAndDependantsDoNotStart()
    {
        var result = await toy.Up(() =>
        {
            var bad = Toy.Command("bad", "1", create: "sleep 0.2; echo before; echo 'no space left' >&2; exit 3");
            Toy.Command("needsBad", bad.Stdout);
            Toy.Command("needsNeedsBad", "1", options: new CustomResourceOptions { DependsOn = { bad } });
            var slow = Toy.Command("slow", "1", create: "sleep 1; echo slow >>log; echo x");
            Toy.Command("afterSlow", slow.Stdout);
        });

        Assert.False(result.Succeeded);
        var failure = Assert.Single(result.Failures);
        Assert.Equal(("bad", EngineCodes.CommandFailed), (failure.Name, failure.Error.Code));
        Assert.Contains("exit status 3", failure.Error.Message, StringComparison.Ordinal);
        Assert.Contains("no space left", failure.Error.Message, StringComparison.Ordinal);
        Assert.Equal(["needsBad", "needsNeedsBad"], result.Skipped.Select(s => s.Name).Order());
        Assert.Equal(["slow", "create afterSlow x"], toy.Log);
    }

    /// <summary>Zones that follow one another are declared one by one: the next once it is known which nodes respond.</summary>
    [Fact]
    public async Task Up_Failure_WhatIndependentOnesDeclareLaterFinishesBeforeTheRunDoes()
    {
        var result = await toy.Up(() =>
        {
            Toy.Command("bad", "1", create: "exit 3");
            var slow = Toy.Command("slow", "1", create: "sleep 1; echo slow >>log; echo x");
            slow.Stdout.Apply(_ => Run.InvokeAsync(new RunArgs { Command = "sleep 1; echo asked >>log" }))
                .Apply(_ => Toy.Command("late", "1", create: "sleep 1; echo late >>log"));
        });

        Assert.Equal(["bad"], result.Failures.Select(failure => failure.Name));
        Assert.Equal(["slow", "asked", "late"], toy.Log);
        Assert.Equal(["late", "slow"], result.Done.Select(done => done.Name).Where(name => name != "bad").Order());
    }

    /// <summary>How a dead node is skipped: nothing is declared for it, and the run fails at its end.</summary>
    [Fact]
    public async Task Up_WhatAFailedRunDidNotDeclare_KeepsItsStateAndIsUpdatedByTheNext()
    {
        void Declare(string value, bool secondAnswers)
        {
            var first = Toy.Command("first", value);
            var answers = first.Stdout.Apply(_ => Run.InvokeAsync(new RunArgs { Command = secondAnswers ? "echo" : "echo silent" }));
            var second = answers.Apply(answer =>
                answer.Stdout.Trim().Length == 0 ? Toy.Command("second", value).Stdout : Output.Create("silent")
            );
            second.Apply(said =>
                said == "silent" ? new Command("unanswered", new CommandArgs { Create = "echo 'second did not answer' >&2; exit 1" }) : null
            );
        }

        Assert.True((await toy.Up(() => Declare("1", true))).Succeeded);
        var failed = await toy.Up(() => Declare("2", false));

        Assert.Contains("second did not answer", Assert.Single(failed.Failures).Error.Message, StringComparison.Ordinal);
        Assert.Equal(["create first 1", "create second 1", "update first 2"], toy.Log);

        // The only change is that it responds.
        Assert.True((await toy.Up(() => Declare("2", true))).Succeeded);
        Assert.Equal("update second 2", toy.Log[^1]);
        Assert.Equal(4, toy.Log.Length);
        Assert.Equal(0, (await toy.Plan(() => Declare("2", true))).Counts.Changes);
    }

    [Fact]
    public async Task Up_TwoFailures_ListsBoth()
    {
        var result = await toy.Up(() =>
        {
            Toy.Command("one", "1", create: "sleep 0.1; echo first >&2; exit 1");
            Toy.Command("two", "1", create: "sleep 0.5; echo second >&2; exit 1");
        });

        Assert.Equal(["one", "two"], result.Failures.Select(f => f.Name).Order());
    }

    [Fact]
    public async Task Up_AfterAFailure_GoesOnWhereItStopped()
    {
        void Declare()
        {
            var first = Toy.Command("first", "1");
            var flaky = Toy.Command("flaky", first.Stdout, create: "echo try >>log; [ -e mended ]");
            Toy.Command("last", flaky.Stdout);
        }

        await toy.Up(Declare);
        File.WriteAllText(Path.Combine(toy.Root, "mended"), "");
        var result = await toy.Up(Declare);

        Assert.True(result.Succeeded);
        Assert.Equal(["create first 1", "try", "try", "create last "], toy.Log);
    }

    [Fact]
    public async Task Up_Failure_DeletesNothing()
    {
        await toy.Up(() => Toy.Command("old", "1"));
        var result = await toy.Up(() => Toy.Command("bad", "1", create: "exit 1"));

        Assert.Equal(["create old 1"], toy.Log);
        Assert.False(result.Succeeded);
        Assert.Contains("old", File.ReadAllText(toy.StateFile), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Down_FailingDelete_GoesOnElsewhereAndListsWhatIsLeft()
    {
        await toy.Up(() =>
        {
            var below = Toy.Command("below", "1");
            _ = new Command(
                "stuck",
                new CommandArgs
                {
                    Create = "true",
                    Delete = "[ -e mended ]",
                    Stdin = below.Stdout,
                }
            );
            Toy.Command("free", "1");
        });
        var result = await toy.Down();

        Assert.Equal(["stuck"], result.Failures.Select(f => f.Name));
        Assert.Equal(["below"], result.Skipped.Select(s => s.Name));
        Assert.Equal(["below (command:local:Command)", "stuck (command:local:Command)"], result.Leftovers.Order());
        Assert.Contains("delete free 1", toy.Log);

        File.WriteAllText(Path.Combine(toy.Root, "mended"), "");
        Assert.True((await toy.Down()).Succeeded);
        Assert.False(File.Exists(toy.StateFile));
    }

    [Fact]
    public async Task Up_Cancelled_StopsTheCommandAndResumesLater()
    {
        using var cancel = new CancellationTokenSource();
        void Declare() => Toy.Command("slow", "1", create: "echo begin >>log; [ -e again ] || { touch again; sleep 30; }");
        var running = toy.Engine(Declare).UpAsync<ToyStack>(cancel.Token);
        while (toy.Log.Length == 0 && !running.IsCompleted)
            await Task.Delay(20);
        await cancel.CancelAsync();
        var result = await running.WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Equal(EngineCodes.Cancelled, Assert.Single(result.Failures).Error.Code);
        Assert.True((await toy.Up(Declare)).Succeeded);
        Assert.Equal(["begin", "begin"], toy.Log);
    }

    [Fact]
    public async Task Plan_ProgramThrows_IsAnEngineException()
    {
        var thrown = await Assert.ThrowsAsync<EngineException>(() => toy.Plan(() => throw new InvalidOperationException("no such thing")));

        Assert.Equal(EngineCodes.ProgramFailed, thrown.Code);
        Assert.Contains("no such thing", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Up_InterpreterMissing_SaysSo()
    {
        var result = await toy.Up(() => _ = new Command("odd", new CommandArgs { Create = "x", Interpreter = { "/no/such/shell" } }));

        Assert.Contains("/no/such/shell", Assert.Single(result.Failures).Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Up_MoreCommandsThanSlots_RunsThatManyAtOnce()
    {
        toy.Options = o => o with { MaxConcurrentCommands = 2 };
        await toy.Up(() =>
        {
            for (var i = 0; i < 6; i++)
                Toy.Command($"c{i}", "1", create: "echo + >>log; sleep 0.2; echo - >>log");
        });

        var running = 0;
        Assert.Equal(2, toy.Log.Max(line => running += line == "+" ? 1 : -1));
    }
}
