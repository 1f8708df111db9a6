using System.Collections.Immutable;
using Infra.Core;
using Infra.Core.Addressing;
using Infra.Core.Clouds;

namespace Infra.Cli.Preflight;

/// <summary>All checks of a stack's account.</summary>
public static class AccountCheck
{
    private static readonly string[] GcpProjectVariables =
    [
        "GOOGLE_PROJECT",
        "GOOGLE_CLOUD_PROJECT",
        "GCLOUD_PROJECT",
        "CLOUDSDK_CORE_PROJECT",
    ];

    /// <param name="imageId">As configured, in a validated form; null for the newest Debian 12.</param>
    /// <param name="own">This machine's addresses.</param>
    /// <param name="environment">Reads an environment variable.</param>
    /// <exception cref="ArgumentException">The local cloud, which has no account.</exception>
    public static ImmutableArray<PreflightRow> Rows(
        ProjectPlan plan,
        ICloudTool tool,
        string? imageId,
        IReadOnlyCollection<IpAddr> own,
        Func<string, string?> environment
    )
    {
        tool = StackIdentity.Of(tool, plan.Spec);
        IAccountChecks checks = plan.Spec.Cloud switch
        {
            CloudKind.Aws => new AwsAccountChecks(tool, plan, imageId),
            CloudKind.Azure => new AzureAccountChecks(tool, plan, imageId),
            CloudKind.Gcp => new GcpAccountChecks(tool, plan, imageId, plan.Spec.Account ?? GcpProject(environment)),
            var other => throw new ArgumentException($"{other} has no account.", nameof(plan)),
        };
        var credentials = checks.Credentials();
        // The reply contains the ID of the account the credentials belong to; Google Cloud is asked about the stack file's own project.
        if (
            credentials.Answered
            && plan.Spec.Account is { } account
            && !credentials.Value!.Contains(account, StringComparison.OrdinalIgnoreCase)
        )
        {
            var elsewhere = new PreflightRow(
                "credentials",
                account,
                PreflightVerdict.Failed,
                $"they are for {credentials.Value}; the stack file is for {account}",
                checks.CredentialsRemedy
            );
            return
            [
                elsewhere,
                new PreflightRow(
                    "everything else",
                    plan.Spec.Region,
                    PreflightVerdict.NotAsked,
                    "the credentials are for another account",
                    checks.CredentialsRemedy
                ),
            ];
        }

        var first = credentials.Answered
            ? PreflightRow.Ok("credentials", plan.Spec.Region, credentials.Value!)
            : new PreflightRow(
                "credentials",
                plan.Spec.Region,
                Verdict(credentials.Problem),
                credentials.Problem,
                checks.CredentialsRemedy
            );

        // Without an account every further question would fail for the same reason, slowly.
        var rest = credentials.Answered
            ? checks.Rows()
            :
            [
                new PreflightRow(
                    "everything else",
                    plan.Spec.Region,
                    PreflightVerdict.NotAsked,
                    "no credentials",
                    checks.CredentialsRemedy
                ),
            ];
        return [first, .. rest, OperatorRows.Of(plan, own)];
    }

    private static PreflightVerdict Verdict(string problem) =>
        problem.EndsWith("is not installed", StringComparison.Ordinal) ? PreflightVerdict.NotAsked : PreflightVerdict.Failed;

    /// <summary>Found the same way as by Pulumi's provider; a value that is not a valid project ID is not passed to a program.</summary>
    private static string? GcpProject(Func<string, string?> environment) =>
        GcpProjectVariables.Select(environment).FirstOrDefault(value => !string.IsNullOrEmpty(value)) is { } id && ProjectId.Is(id)
            ? id
            : null;
}
