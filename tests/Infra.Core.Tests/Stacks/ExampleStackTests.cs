using Infra.Core.Deployments;
using Infra.Core.Diagnostics;

namespace Infra.Core.Tests.Stacks;

/// <summary>The stack files people see first compile without a finding, and their committed lock files are complete.</summary>
public sealed class ExampleStackTests
{
    [Theory]
    [InlineData("local")]
    [InlineData("aws-example")]
    [InlineData("aws-peering-example")]
    [InlineData("azure-example")]
    [InlineData("gcp-example")]
    [InlineData("aws-byoc-example")]
    [InlineData("azure-byoc-example")]
    [InlineData("gcp-byoc-example")]
    [InlineData("byoc-local")]
    public void ExampleStack_Fresh_GivesTheCommittedLockFile(string stack)
    {
        var outcome = Compile(stack, null, LockMode.Extend);

        CheckFindings(stack, outcome);
        Golden.Check(outcome.Value!.LockText, "stacks", $"{stack}.lock.yaml");
    }

    [Theory]
    [InlineData("local")]
    [InlineData("aws-example")]
    [InlineData("aws-peering-example")]
    [InlineData("azure-example")]
    [InlineData("gcp-example")]
    [InlineData("aws-byoc-example")]
    [InlineData("azure-byoc-example")]
    [InlineData("gcp-byoc-example")]
    [InlineData("byoc-local")]
    public void ExampleStack_Frozen_CompilesAndChangesNothing(string stack)
    {
        var committed = Repository.Read("stacks", $"{stack}.lock.yaml");
        var outcome = Compile(stack, committed, LockMode.Frozen);

        CheckFindings(stack, outcome);
        Assert.Empty(outcome.Value!.LockChanges);
        Assert.Equal(committed, outcome.Value.LockText);
    }

    [Fact]
    public void Readme_ItsStackFile_IsTheOneThatUpUses()
    {
        var file = Repository.Read("stacks", "Pulumi.local.yaml");

        Assert.Contains(
            $"```yaml\n{file[file.IndexOf("config:", StringComparison.Ordinal)..]}```",
            Repository.Read("README.md"),
            StringComparison.Ordinal
        );
    }

    /// <summary>Moving a project to another cloud takes these three lines.</summary>
    [Theory]
    [InlineData("azure-example")]
    [InlineData("gcp-example")]
    public void ExampleStack_OnAnotherCloud_DiffersInCloudAccountAndRegion(string stack)
    {
        var differing = Config(stack)
            .Zip(Config("aws-example"))
            .Where(lines => lines.First != lines.Second)
            .Select(lines => lines.First.Split(':')[0].Trim());

        Assert.Equal(Config("aws-example").Length, Config(stack).Length);
        Assert.Equal(["cloud", stack == "azure-example" ? "subscription" : "project", "region"], differing);
    }

    /// <summary>A warning names each line that must be edited before the stack can be brought up, and no other.</summary>
    private static void CheckFindings(string stack, Outcome<ProjectPlan> outcome)
    {
        var lines = Repository.Read("stacks", $"Pulumi.{stack}.yaml").Split('\n');
        var edits = Enumerable
            .Range(1, lines.Length)
            .Where(line =>
                lines[line - 1].Contains("# EDIT", StringComparison.Ordinal)
                && !lines[line - 1].Contains("172.20.", StringComparison.Ordinal)
            );

        Assert.Equal(edits, outcome.Diagnostics.Select(found => found.Where.Line).Distinct().Order());
        Assert.All(outcome.Diagnostics, found => Assert.Equal(Severity.Warning, found.Severity));
        Assert.All(outcome.Diagnostics, found =>
            Assert.Contains(found.Code, new[] { DiagnosticCodes.DocumentationRange, DiagnosticCodes.AccountIsPlaceholder })
        );
    }

    private static string[] Config(string stack) =>
        [.. Repository.Read("stacks", $"Pulumi.{stack}.yaml").Split('\n').SkipWhile(line => line != "config:")];

    private static Outcome<ProjectPlan> Compile(string stack, string? lockText, LockMode mode) =>
        ProjectCompiler.Compile(
            new StackSource(Repository.Read("stacks", $"Pulumi.{stack}.yaml"), $"stacks/Pulumi.{stack}.yaml"),
            new LockSource(lockText, $"stacks/{stack}.lock.yaml", mode)
        );
}
