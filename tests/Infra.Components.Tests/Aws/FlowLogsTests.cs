using System.Text.Json;
using Infra.Components.Tests.Testing;

namespace Infra.Components.Tests.Aws;

public class FlowLogsTests
{
    private const string Log = "aws:ec2/flowLog:FlowLog";

    [Fact]
    public async Task FlowLogs_NotAskedFor_NothingIsMade()
    {
        var run = await StackRun.OfAsync();

        Assert.Empty(run.OfType(Log));
        Assert.Empty(run.OfType("aws:cloudwatch/logGroup:LogGroup"));
        Assert.Empty(run.OfType("aws:iam/role:Role"));
    }

    [Theory]
    [InlineData("{}", 90.0)]
    [InlineData("{ retentionDays: 7 }", 7.0)]
    public async Task FlowLogs_AskedFor_CoverTheWholeNetwork(string written, double days)
    {
        var run = await StackRun.OfAsync(With(written));

        var log = Assert.Single(run.OfType(Log));
        Assert.Equal(("acme", "acme-id", "ALL"), (log.Name, log["vpcId"], log["trafficType"]));
        Assert.Equal(CloudMocks.ArnOf("acme-flow-logs"), log["logDestination"]);
        Assert.Equal("cloud-watch-logs", log["logDestinationType"]);
        Assert.Equal<IEnumerable<string>>(["acme-flow-logs"], log.DependsOn);
        var group = run.One("aws:cloudwatch/logGroup:LogGroup", "acme-flow-logs");
        Assert.Equal((days, "/infra/aws-private/acme/flow-logs"), ((double)group["retentionInDays"]!, group["name"]));
    }

    [Fact]
    public async Task FlowLogs_TheirRole_WritesToTheirGroupForThisAccountAlone()
    {
        var run = await StackRun.OfAsync(With("{}"));

        var trust = Statement(run.One("aws:iam/role:Role", "acme-flow-logs")["assumeRolePolicy"]);
        Assert.Equal("vpc-flow-logs.amazonaws.com", trust.GetProperty("Principal").GetProperty("Service").GetString());
        Assert.Equal(
            CloudMocks.Account,
            trust.GetProperty("Condition").GetProperty("StringEquals").GetProperty("aws:SourceAccount").GetString()
        );
        var write = Statement(run.One("aws:iam/rolePolicy:RolePolicy", "acme-flow-logs")["policy"]);
        var arn = CloudMocks.ArnOf("acme-flow-logs");
        Assert.Equal([arn, $"{arn}:*"], write.GetProperty("Resource").EnumerateArray().Select(resource => resource.GetString()!));
    }

    /// <summary>The role of `infra permissions` may create no role without it; for any other identity the policy may not exist.</summary>
    [Theory]
    [InlineData("acme-infra-operator", "arn:aws:iam::123456789012:policy/acme-infra-workload-boundary")]
    [InlineData("another-role", null)]
    public async Task FlowLogs_TheirRole_IsWithinTheBoundaryThatTheOperatorsRoleDemands(string role, string? boundary)
    {
        var text = With("{}");
        text = text.Replace(
            "    zones: 3\n",
            $"    account: \"123456789012\"\n    runAs: {{ role: arn:aws:iam::123456789012:role/{role} }}\n    zones: 3\n",
            StringComparison.Ordinal
        );

        var run = await StackRun.OfAsync(text);

        Assert.Equal(boundary, run.One("aws:iam/role:Role", "acme-flow-logs")["permissionsBoundary"]);
    }

    [Fact]
    public async Task FlowLogs_Added_TouchNothingElse()
    {
        var (before, after) = (await StackRun.OfAsync(), await StackRun.OfAsync(With("{}")));

        Assert.Empty(before.Resources.Keys.Except(after.Resources.Keys));
        Assert.Equal(4, after.Resources.Count - before.Resources.Count);
    }

    private static string With(string written) =>
        StackRun.ExampleStack.Replace("    zones: 3\n", $"    zones: 3\n    flowLogs: {written}\n", StringComparison.Ordinal);

    private static JsonElement Statement(object? policy) => JsonDocument.Parse((string)policy!).RootElement.GetProperty("Statement")[0];
}
