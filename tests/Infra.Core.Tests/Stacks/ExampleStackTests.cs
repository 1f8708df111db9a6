using Infra.Core.Diagnostics;

namespace Infra.Core.Tests.Stacks;

/// <summary>The stack files people see first compile without a finding, and their committed lock files are complete.</summary>
public sealed class ExampleStackTests
{
    [Theory]
    [InlineData("local")]
    [InlineData("aws-example")]
    public void ExampleStack_Fresh_GivesTheCommittedLockFile(string stack)
    {
        var outcome = Compile(stack, null, LockMode.Extend);

        Assert.Empty(outcome.Diagnostics);
        Golden.Check(outcome.Value!.LockText, "stacks", $"{stack}.lock.yaml");
    }

    [Theory]
    [InlineData("local")]
    [InlineData("aws-example")]
    public void ExampleStack_Frozen_CompilesAndChangesNothing(string stack)
    {
        var committed = Repository.Read("stacks", $"{stack}.lock.yaml");
        var outcome = Compile(stack, committed, LockMode.Frozen);

        Assert.Empty(outcome.Diagnostics);
        Assert.Empty(outcome.Value!.LockChanges);
        Assert.Equal(committed, outcome.Value.LockText);
    }

    [Fact]
    public void Readme_ItsStackFile_IsTheOneThatUpUses()
    {
        var file = Repository.Read("stacks", "Pulumi.local.yaml");

        Assert.Contains($"```yaml\n{file[file.IndexOf("config:", StringComparison.Ordinal)..]}```", Repository.Read("README.md"), StringComparison.Ordinal);
    }

    private static Outcome<ProjectPlan> Compile(string stack, string? lockText, LockMode mode) => ProjectCompiler.Compile(
        new StackSource(Repository.Read("stacks", $"Pulumi.{stack}.yaml"), $"stacks/Pulumi.{stack}.yaml"),
        new LockSource(lockText, $"stacks/{stack}.lock.yaml", mode));
}
