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

    [Theory]
    [InlineData("aws-example", "cloudformation", "AWSTemplateFormatVersion: \"2010-09-09\"")]
    [InlineData("aws-example", "terraform", "resource \"aws_iam_role\" \"operator\" {")]
    [InlineData("aws-example", "json", "\"name\": \"acme-infra-operator\",")]
    [InlineData("azure-example", "bicep", "targetScope = 'subscription'")]
    [InlineData("gcp-example", "terraform", "resource \"google_service_account_iam_member\" \"impersonation\" {")]
    public async Task Permissions_Format_IsAnIdentityForAnOperator(string stack, string format, string line)
    {
        var (code, output, _) = await RunAsync(stack, "--format", format);

        Assert.Equal(ExitCode.Ok, code);
        Assert.Contains(line, output.Split('\n').Select(one => one.Trim()));
    }

    [Fact]
    public async Task Permissions_Principal_IsInTheDocument()
    {
        var (code, output, _) = await RunAsync(
            "aws-example",
            ["--format", "cloudformation", "--principal", "arn:aws:iam::999988887777:role/deployer", "--external-id", "6e2f0c5d"]
        );

        Assert.Equal(ExitCode.Ok, code);
        Assert.Contains("Default: \"arn:aws:iam::999988887777:role/deployer\"", output, StringComparison.Ordinal);
        Assert.Contains("Default: \"6e2f0c5d\"", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("There is no bicep for aws. Use --format json or cloudformation or terraform.", "--format", "bicep")]
    [InlineData("is the ARN of a role, of a user or of an account's root", "--format", "terraform", "--principal", "*")]
    [InlineData("An external ID has", "--format", "terraform", "--principal", "arn:aws:iam::999988887777:root", "--external-id", "${x}")]
    [InlineData("--principal is for the documents of --format.", "--principal", "arn:aws:iam::999988887777:root")]
    [InlineData("--external-id is about a principal. Add --principal.", "--format", "terraform", "--external-id", "abc")]
    public async Task Permissions_OptionsThatDoNotFit_AreRefused(string says, params string[] options)
    {
        var (code, output, messages) = await RunAsync("aws-example", options);

        Assert.Equal((ExitCode.BadInput, ""), (code, output));
        Assert.Contains(says, messages.ReplaceLineEndings(" ").Replace("     ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Messages)> RunAsync(string stack, params string[] options)
    {
        using Recorder output = new(),
            messages = new();
        var code = await InfraCommand.RunAsync(
            ["permissions", "--stack", stack, .. options],
            Workspace.Find,
            output.Screen,
            messages.Screen
        );
        return (code, output.Text, messages.Text);
    }
}
