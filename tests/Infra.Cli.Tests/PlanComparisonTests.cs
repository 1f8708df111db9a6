using System.Text.Json.Nodes;

namespace Infra.Cli.Tests;

/// <summary><c>infra plan --against</c>: what a change of the stack file changes, without state.</summary>
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

    [Theory]
    [InlineData(null, "There is no file")]
    [InlineData("", "holds no plan")]
    [InlineData("{", "holds no plan")]
    [InlineData("null", "holds no plan")]
    [InlineData("[]", "holds no plan")]
    [InlineData("{ \"plan\": null }", "holds no plan: it has no 'plan'")]
    [InlineData("{ \"plan\": { \"steps\": [1] } }", "holds no plan")]
    [InlineData("{ \"plan\": { \"steps\": [{ \"urn\": \"u\" }] } }", "holds no plan")]
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
