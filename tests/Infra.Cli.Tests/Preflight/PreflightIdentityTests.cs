using Infra.Cli.Preflight;
using Infra.Core.Addressing;
using Infra.Core.Spec.Identity;

namespace Infra.Cli.Tests.Preflight;

/// <summary>Whom an account is asked as, when the stack file names an identity.</summary>
public class PreflightIdentityTests
{
    private static readonly IpAddr[] Inside = [IpAddr.Parse("10.9.0.7")];

    /// <summary>With a role in the stack file every question is asked in one session of it; its keys are in no call and no row.</summary>
    [Fact]
    public void Aws_WithARole_AsksInASessionOfIt()
    {
        var role = new RunAs.AwsRole("arn:aws:iam::123456789012:role/deploy", "acme-4711", "infra-acme");
        var tool = new RecordedTool(
            RecordedTool.Instead(
                Answers.Aws,
                "sts assume-role",
                RecordedTool.Says(
                    """
                    { "Credentials": { "AccessKeyId": "ASIASAMPLE", "SecretAccessKey": "the-secret-key", "SessionToken": "the-token" } }
                    """
                )
            )
        );
        var plan = AccountPlan.Of("aws");

        var rows = AccountCheck.Rows(plan with { Spec = plan.Spec with { RunAs = role } }, tool, null, Inside, _ => null);

        Assert.Equal(
            "aws sts assume-role --role-arn arn:aws:iam::123456789012:role/deploy --role-session-name infra-acme "
                + "--external-id acme-4711 --region eu-west-1 --output json",
            tool.Calls[0]
        );
        Assert.Null(tool.Environments[0]);
        Assert.Single(tool.Calls, call => call.Contains("assume-role", StringComparison.Ordinal));
        Assert.All(tool.Environments.Skip(1), environment => Assert.Equal("the-secret-key", environment!["AWS_SECRET_ACCESS_KEY"]));
        Assert.All(rows, row => Assert.NotEqual(PreflightVerdict.Failed, row.Verdict));
        Assert.DoesNotContain("the-", string.Join('\n', [.. tool.Calls, .. rows.Select(row => row.ToString())]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "AccessDenied")]
    [InlineData(false, "cannot be parsed")]
    public void Aws_WithARoleThatIsRefused_AsksNothingAsAnyoneElse(bool refused, string reason)
    {
        var tool = new RecordedTool(
            RecordedTool.Instead(
                Answers.Aws,
                "sts assume-role",
                refused ? RecordedTool.Refuses("An error occurred (AccessDenied)") : RecordedTool.Says("{}")
            )
        );
        var plan = AccountPlan.Of("aws");
        var role = new RunAs.AwsRole("arn:aws:iam::123456789012:role/deploy", null, "infra-acme");

        var rows = AccountCheck.Rows(plan with { Spec = plan.Spec with { RunAs = role } }, tool, null, Inside, _ => null);

        Assert.Single(tool.Calls);
        var failed = Assert.Single(rows, row => row.Verdict == PreflightVerdict.Failed);
        Assert.Equal("credentials", failed.Check);
        Assert.Contains(reason, failed.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void Gcp_WithAServiceAccount_ImpersonatesItInEveryQuestion()
    {
        var tool = new RecordedTool(Answers.Gcp);
        var plan = AccountPlan.Of("gcp");
        var runAs = new RunAs.GoogleServiceAccount("deploy-1@acme-databases.iam.gserviceaccount.com");

        AccountCheck.Rows(plan with { Spec = plan.Spec with { RunAs = runAs } }, tool, null, Inside, _ => null);

        Assert.True(tool.Calls.Count > 5);
        Assert.All(tool.Calls, call =>
            Assert.EndsWith(
                " --impersonate-service-account=deploy-1@acme-databases.iam.gserviceaccount.com",
                call,
                StringComparison.Ordinal
            )
        );
    }
}
