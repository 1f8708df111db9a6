using System.Text.Json.Nodes;

namespace Infra.Cli.Tests;

/// <summary><c>infra plan --against</c>: the effect of a change to the stack file, without state.</summary>
public sealed class PlanComparisonTests : IDisposable
{
    private readonly TestRepository here = new();

    public PlanComparisonTests() => here.Write("s", TestRepository.Stack("aws", "eu-west-1"));

    [Fact]
    public async Task Plan_AgainstItself_ChangesNothing()
    {
        await SaveAsync();
        var (code, output, _) = await here.RunAsync("plan", "--stack", "s", "--against", here.In("before.json"));
        Assert.Equal(ExitCode.Ok, code);
        Assert.Contains("Compared with the plan in before.json.", output, StringComparison.Ordinal);
        Assert.Contains("Nothing changes.", output, StringComparison.Ordinal);
        Assert.DoesNotContain("No state here", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_AgainstTheOneBefore_ShowsWhatIsNewDifferentAndGone()
    {
        await SaveAsync();
        here.Write(
            "s",
            TestRepository
                .Stack("aws", "eu-west-1")
                .Replace("10.7.0.0/16", "10.8.0.0/16", StringComparison.Ordinal)
                .Replace("zones: 3", "nat: one\n    zones: 3", StringComparison.Ordinal)
        );

        var (_, json, _) = await here.RunAsync("plan", "--stack", "s", "--against", here.In("before.json"), "--json");

        var steps = JsonNode.Parse(json)!["plan"]!["steps"]!
            .AsArray()
            .ToLookup(step => (string?)step!["action"], step => $"{step!["name"]} {step["type"]}");
        Assert.Contains("acme-nat-b aws:ec2/natGateway:NatGateway", steps["delete"]);
        Assert.Contains(steps["create"].Concat(steps["update"]), step =>
            step.Contains("aws:vpc/securityGroupIngressRule", StringComparison.Ordinal)
        );
        Assert.Contains("acme aws:ec2/vpc:Vpc", steps["same"]);
        Assert.Empty(steps["replace"]);
    }

    /// <summary>For scripts: 3 means a difference and nothing else, 0 means none, and an unknown result is an error.</summary>
    [Fact]
    public async Task Plan_DetailedExitCode_IsThreeForADifferenceAlone()
    {
        await SaveAsync();
        string[] compare = ["plan", "--stack", "s", "--against", here.In("before.json"), "--detailed-exitcode"];
        Assert.Equal(ExitCode.Ok, (await here.RunAsync(compare)).Code);
        here.Write("s", TestRepository.Stack("aws", "eu-west-1").Replace("10.7.0.0/16", "10.8.0.0/16", StringComparison.Ordinal));
        Assert.Equal(ExitCode.Differs, (await here.RunAsync(compare)).Code);
        var (code, json, _) = await here.RunAsync([.. compare, "--json"]);
        Assert.Equal((ExitCode.Differs, true), (code, JsonNode.Parse(json)!["plan"]!["hasChanges"]!.GetValue<bool>()));
        // Without the option nothing changes.
        Assert.Equal(ExitCode.Ok, (await here.RunAsync(compare[..^1])).Code);
    }

    [Fact]
    public async Task Plan_DetailedExitCodeOfACloudStack_NamesWhatKnows()
    {
        var (code, output, errors) = await here.RunAsync("plan", "--stack", "s", "--detailed-exitcode");
        Assert.Equal((ExitCode.BadInput, ""), (code, output));
        Assert.Contains("error INF1431: Pulumi keeps the state of s", errors, StringComparison.Ordinal);
        Assert.Contains("'pulumi preview --expect-no-changes -s s'", errors, StringComparison.Ordinal);
        Assert.Contains("--against <file>", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_DetailedExitCodeOfTheLocalCloud_IsByItsState()
    {
        // Nothing is up: everything would be created.
        Assert.Equal(ExitCode.Differs, (await here.RunAsync("plan", "--stack", "local", "--detailed-exitcode")).Code);
        here.Write("bad", "config: [\n");
        Assert.Equal(ExitCode.BadInput, (await here.RunAsync("plan", "--stack", "bad", "--detailed-exitcode")).Code);
    }

    [Theory]
    [InlineData(null, "There is no file")]
    [InlineData("", "does not contain a plan")]
    [InlineData("{", "does not contain a plan")]
    [InlineData("null", "does not contain a plan")]
    [InlineData("[]", "does not contain a plan")]
    [InlineData("{ \"plan\": null }", "does not contain a plan: it has no 'plan'")]
    [InlineData("{ \"plan\": { \"steps\": [1] } }", "does not contain a plan")]
    [InlineData("{ \"plan\": { \"steps\": [{ \"urn\": \"u\" }] } }", "does not contain a plan")]
    public async Task Plan_AgainstWhatIsNoPlan_IsRefused(string? text, string says)
    {
        if (text is not null)
        {
            await File.WriteAllTextAsync(here.In("before.json"), text);
        }

        var (code, output, errors) = await here.RunAsync("plan", "--stack", "s", "--against", here.In("before.json"));
        Assert.Equal((ExitCode.BadInput, ""), (code, output));
        Assert.Contains(says, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("INF1433", errors, StringComparison.Ordinal);
    }

    public void Dispose() => here.Dispose();

    private async Task SaveAsync() =>
        Assert.Equal(ExitCode.Ok, (await here.RunAsync("plan", "--stack", "s", "--out", here.In("before.json"))).Code);
}
