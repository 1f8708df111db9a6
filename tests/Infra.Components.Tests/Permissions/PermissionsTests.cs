using System.Text.Json;
using System.Text.RegularExpressions;
using Infra.Components.Permissions;
using Infra.Components.Tests.Testing;
using Infra.Core.Clouds;

namespace Infra.Components.Tests.Permissions;

public partial class PermissionsTests
{
    public static TheoryData<CloudKind> Clouds => [.. PermissionTables.All.Select(table => table.Cloud)];

    public static TheoryData<string> Stacks => [.. ExampleStacks.Names, .. Variant.All.Select(variant => variant.Name)];

    [Theory]
    [MemberData(nameof(Stacks))]
    public async Task Table_EveryTypeAndFunctionOfAStack_IsIn(string stack)
    {
        var run = await Variant.RunAsync(stack);

        var used = run.Resources.Values.Select(resource => resource.Type).Concat(run.Mocks.Calls.Select(call => call.Token));
        Assert.DoesNotContain(used, token => PermissionTables.All.Any(table => table.IsOurs(token) && !table.Entries.ContainsKey(token)));
    }

    [Theory]
    [MemberData(nameof(Clouds))]
    public void Table_IsOfTheContractsTypes_NoneMissingAndNoneMore(CloudKind cloud)
    {
        var table = PermissionTables.Of(cloud)!;
        using var contract = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(StackRun.Repository, "standin", "contracts", $"{table.Package}.json"))
        );
        var declared = new[] { "resources", "functions" }
            .SelectMany(part => contract.RootElement.GetProperty(part).EnumerateObject().Select(entry => entry.Name))
            .Append($"pulumi:providers:{table.Package}");

        Assert.Equal(declared.Order(StringComparer.Ordinal), table.Entries.Keys);
    }

    [Theory]
    [MemberData(nameof(Clouds))]
    public void Table_EveryAction_IsOneActionInTheCloudsForm(CloudKind cloud)
    {
        var form = cloud switch
        {
            CloudKind.Aws => AwsAction(),
            CloudKind.Azure => AzureAction(),
            _ => GcpAction(),
        };

        // No wildcard: only what is written is allowed.
        Assert.All(PermissionTables.Of(cloud)!.Entries.Values.SelectMany(actions => actions), action => Assert.Matches(form, action));
    }

    [Theory]
    [MemberData(nameof(Clouds))]
    public void Page_IsWhatTheTableSays(CloudKind cloud)
    {
        var table = PermissionTables.Of(cloud)!;

        Golden.Check(PermissionsPage.Write(table), $"../../docs/permissions/{table.Package}.md");
    }

    [Fact]
    public void AwsPolicy_OfEverything_FitsInOneManagedPolicy()
    {
        var table = PermissionTables.Of(CloudKind.Aws)!;
        var policy = PermissionTables.Of(CloudKind.Aws)!.PolicyOf(table.Of(table.Entries.Keys), "ap-southeast-2");

        using var json = JsonDocument.Parse(policy);
        Assert.Equal(3, json.RootElement.GetProperty("Statement").GetArrayLength());
        // Without white space, https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
        Assert.InRange(policy.Count(c => !char.IsWhiteSpace(c)), 1, 6144);
    }

    [Fact]
    public void AwsPolicy_Region_NarrowsWhatHasOne()
    {
        using var json = JsonDocument.Parse(
            PermissionTables.Of(CloudKind.Aws)!.PolicyOf(["ec2:CreateVpc", "iam:CreateRole", "iam:PassRole"], "eu-west-1")
        );
        var statements = json.RootElement.GetProperty("Statement").EnumerateArray().ToArray();

        Assert.Equal(["Regional", "Global", "HandOver"], statements.Select(statement => statement.GetProperty("Sid").GetString()));
        Assert.Equal(
            "eu-west-1",
            statements[0].GetProperty("Condition").GetProperty("StringEquals").GetProperty("aws:RequestedRegion").GetString()
        );
        Assert.False(statements[1].TryGetProperty("Condition", out _));
        Assert.Equal(
            "vpc-flow-logs.amazonaws.com",
            statements[2].GetProperty("Condition").GetProperty("StringEquals").GetProperty("iam:PassedToService").GetString()
        );
    }

    [Fact]
    public void AzureRole_OfEverything_IsJson()
    {
        var table = PermissionTables.Of(CloudKind.Azure)!;

        using var json = JsonDocument.Parse(PermissionTables.Of(CloudKind.Azure)!.PolicyOf(table.Of(table.Entries.Keys), region: null));
        Assert.Equal(
            table.Of(table.Entries.Keys).Order(StringComparer.Ordinal),
            json.RootElement.GetProperty("Actions").EnumerateArray().Select(action => action.GetString()!)
        );
    }

    [Fact]
    public void Table_TypeItLacks_IsNotPassedOver() =>
        Assert.Throws<KeyNotFoundException>(() => PermissionTables.Of(CloudKind.Aws)!.Of(["aws:rds/instance:Instance"]));

    [Fact]
    public void Table_OtherPackages_NeedNothing() =>
        Assert.Empty(
            PermissionTables.Of(CloudKind.Aws)!.Of(["command:local:Command", "infra:aws:ProjectNetwork", "gcp:compute/network:Network"])
        );

    [GeneratedRegex("^(ec2|iam|logs|route53|sts):[A-Z][A-Za-z0-9]+$")]
    private static partial Regex AwsAction();

    [GeneratedRegex("^Microsoft\\.[A-Za-z]+(/[A-Za-z]+)+/(read|write|delete|action)$")]
    private static partial Regex AzureAction();

    [GeneratedRegex("^[a-z]+\\.[A-Za-z]+\\.[A-Za-z]+$")]
    private static partial Regex GcpAction();
}
