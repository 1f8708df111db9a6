using System.Text.Json.Nodes;
using Infra.Cli.Stacks;

namespace Infra.Cli.Tests;

/// <summary><c>infra permissions</c> on the example stacks.</summary>
public class PermissionsCommandTests
{
    [Fact]
    public async Task Permissions_AwsStack_AreAPolicyOfWhatItUses()
    {
        var (code, output, _) = await RunAsync("aws-example");

        var statements = JsonNode.Parse(output)!["Statement"]!.AsArray();
        var actions = statements.SelectMany(statement => statement!["Action"]!.AsArray()).Select(action => (string?)action).ToArray();
        Assert.Equal(ExitCode.Ok, code);
        Assert.Equal("eu-west-1", (string?)statements[0]!["Condition"]!["StringEquals"]!["aws:RequestedRegion"]);
        Assert.Contains("ec2:RunInstances", actions);
        // The example has no flow logs, so it creates no role.
        Assert.DoesNotContain("iam:CreateRole", actions);
    }

    [Fact]
    public async Task Permissions_LocalStack_AreNone()
    {
        var (code, output, messages) = await RunAsync("local");

        Assert.Equal((ExitCode.Ok, ""), (code, output));
        Assert.Contains("no cloud permissions", messages, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Messages)> RunAsync(string stack)
    {
        using Recorder output = new(),
            messages = new();
        var code = await InfraCommand.RunAsync(["permissions", "--stack", stack], Workspace.Find, output.Screen, messages.Screen);
        return (code, output.Text, messages.Text);
    }
}
