using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Cli.Commands;
using Infra.Cli.Preflight;
using Infra.Core.Addressing;

namespace Infra.Cli.Tests.Preflight;

/// <summary>Each check of an account with recorded answers: no problems, each single problem, and unusable answers.</summary>
public class PreflightTests
{
    private static readonly IpAddr[] Inside = [IpAddr.Parse("10.9.0.7")];

    public static TheoryData<string> Clouds { get; } = ["aws", "azure", "gcp"];

    [Theory]
    [MemberData(nameof(Clouds))]
    public void Preflight_OfAnAccountWithEverything_IsOkInEveryRow(string cloud)
    {
        var rows = Rows(cloud, Answers.Of(cloud));

        Assert.All(rows, row => Assert.Equal((PreflightVerdict.Ok, ""), (row.Verdict, row.Remedy)));
        Assert.Equal(
            cloud == "gcp"
                ? ["credentials", "APIs", "quota", "machine", "image", "DNS zone", "operators"]
                : ["credentials", "quota", "machine", "image", "DNS zone", "operators"],
            rows.Select(row => row.Check).Distinct()
        );
    }

    [Theory]
    [MemberData(nameof(Clouds))]
    public void Preflight_OfOurOwnResources_CountsThemOnce(string cloud)
    {
        // The project's own share is subtracted from the usage reported: it is already part of the requirement.
        var quotas = Rows(cloud, Answers.Of(cloud)).Where(row => row.Check == "quota").ToList();

        Assert.Contains(quotas, row => row.Found
            == cloud switch
            {
                "aws" => "64, 4 used by others; needed 6, while replacing 8",
                "azure" => "10, 2 used by others; needed 6, while replacing 8",
                _ => "12, 0 used by others; needed 6, while replacing 8",
            });
    }

    [Theory]
    [MemberData(nameof(AccountFaults.Faults), MemberType = typeof(AccountFaults))]
    public void Preflight_OfAnAccountThatLacksSomething_SaysIt(
        string cloud,
        string words,
        string answer,
        string check,
        PreflightVerdict verdict,
        string says
    )
    {
        var rows = Rows(cloud, RecordedTool.Instead(Answers.Of(cloud), words, RecordedTool.Says(answer)));

        Assert.Contains(rows, row =>
            row.Check == check && row.Verdict == verdict && $"{row.Found} {row.Remedy}".Contains(says, StringComparison.Ordinal)
        );
        Assert.All(rows.Where(row => row.Verdict != PreflightVerdict.Ok), row => Assert.NotEmpty(row.Remedy));
    }

    [Theory]
    [MemberData(nameof(AccountFaults.NoAnswers), MemberType = typeof(AccountFaults))]
    public void Preflight_WithoutAnAnswer_IsNotAskedWithTheReason(string cloud, string words, ToolAnswer answer, string check, string says)
    {
        var rows = Rows(cloud, RecordedTool.Instead(Answers.Of(cloud), words, answer));

        Assert.Contains(rows, row =>
            row.Check == check
            && row.Verdict == PreflightVerdict.NotAsked
            && row.Found.Contains(says, StringComparison.Ordinal)
            && row.Remedy.Length > 0
        );
    }

    [Fact]
    public void Preflight_ForAMachineThatAZoneDoesNotHave_NamesTheZone()
    {
        var rows = Rows(
            "gcp",
            RecordedTool.Instead(
                Answers.Gcp,
                "machine-types europe-west1-c",
                RecordedTool.Refuses(
                    "ERROR: (gcloud.compute.machine-types.describe) Could not fetch resource:\n - The resource "
                        + "'projects/acme-production/zones/europe-west1-c/machineTypes/n2-standard-2' was not found"
                )
            )
        );

        Assert.Contains(rows, row => row.Check == "machine" && row.Found == "not offered in europe-west1-c");
    }

    [Theory]
    [MemberData(nameof(Clouds))]
    public void Preflight_WithoutTheTool_AsksNothingAndSaysSo(string cloud)
    {
        var tool = new RecordedTool(("", new ToolAnswer(ToolEnd.Missing)));

        var rows = Rows(cloud, tool);

        Assert.Single(tool.Calls);
        Assert.Equal(["credentials", "everything else", "operators"], rows.Select(row => row.Check));
        Assert.Equal(
            (PreflightVerdict.NotAsked, $"{(cloud == "aws" ? "aws" : cloud == "azure" ? "az" : "gcloud")} is not installed"),
            (rows[0].Verdict, rows[0].Found)
        );
        Assert.Equal(PreflightVerdict.NotAsked, rows[1].Verdict);
    }

    [Theory]
    [InlineData("aws", "Unable to locate credentials. You can configure credentials by running \"aws login\".")]
    [InlineData("azure", "ERROR: Please run 'az login' to setup account.")]
    [InlineData("gcp", "ERROR: (gcloud.auth.list) Unable to open the credentials store.")]
    public void Preflight_WithoutCredentials_FailsOnceAndAsksNothingMore(string cloud, string error)
    {
        var tool = new RecordedTool(("", RecordedTool.Refuses(error)));

        var rows = Rows(cloud, tool);

        Assert.Single(tool.Calls);
        Assert.Equal(PreflightVerdict.Failed, rows[0].Verdict);
        Assert.Contains(error[..20], rows[0].Found, StringComparison.Ordinal);
        Assert.Equal(PreflightVerdict.NotAsked, rows[1].Verdict);
    }

    /// <summary>What gcloud prints if nothing is configured: an empty list, and status 0.</summary>
    [Theory]
    [InlineData("gcloud auth list", "[]", "no active account")]
    [InlineData("gcloud config get project", "[]", "no project is set")]
    [InlineData("gcloud config get project", "\"--flag\"", "no project is set")]
    public void Preflight_OfAGcloudThatKnowsNobody_FailsWithTheReason(string words, string answer, string says)
    {
        var rows = Rows("gcp", RecordedTool.Instead(Answers.Gcp, words, RecordedTool.Says(answer)));

        Assert.Equal(PreflightVerdict.Failed, rows[0].Verdict);
        Assert.Contains(says, rows[0].Found, StringComparison.Ordinal);
        Assert.Equal(3, rows.Length);
    }

    [Fact]
    public void Preflight_OfErrorsThatQuoteSecrets_ShowsNone()
    {
        const string Key = "AKIAIOSFODNN7EXAMPLE";
        const string Secret = "wJalrXUtnFEMIxK7MDENGxbPxRfiCYEXAMPLEKEY";
        var rows = Rows("aws", new RecordedTool(("", RecordedTool.Refuses($"The key {Key} with {Secret} is refused\u001b[2J\n{Secret}"))));

        Assert.DoesNotContain(rows, row =>
            $"{row.Found}{row.Remedy}".Contains(Key, StringComparison.Ordinal)
            || $"{row.Found}{row.Remedy}".Contains(Secret, StringComparison.Ordinal)
        );
        Assert.Contains("is refused", rows[0].Found, StringComparison.Ordinal);
    }

    /// <summary>The accounts of the recorded answers, and others.</summary>
    [Theory]
    [InlineData("aws", "999888777666")]
    [InlineData("azure", "5f2c8a1e-93b7-4d60-8c15-7e4f0a9b6d23")]
    public void Preflight_WithCredentialsForAnotherAccount_FailsAndAsksNothingMore(string cloud, string account)
    {
        var tool = new RecordedTool(Answers.Of(cloud));
        var plan = AccountPlan.Of(cloud);

        var rows = AccountCheck.Rows(plan with { Spec = plan.Spec with { Account = account } }, tool, null, Inside, _ => null);

        Assert.Equal([PreflightVerdict.Failed, PreflightVerdict.NotAsked], rows.Select(row => row.Verdict));
        Assert.Contains($"the stack file is for {account}", rows[0].Found, StringComparison.Ordinal);
        Assert.Single(tool.Calls);
    }

    [Theory]
    [InlineData("other-project-7", "other-project-7")]
    [InlineData("--impersonate-service-account=x", "acme-production")]
    [InlineData("a b; reboot", "acme-production")]
    public void Preflight_ProjectOfTheEnvironment_IsUsedWhereItIsOne(string project, string used)
    {
        var tool = new RecordedTool(Answers.Gcp);

        AccountCheck.Rows(AccountPlan.Of("gcp"), tool, null, Inside, name => name == "GOOGLE_PROJECT" ? project : null);

        Assert.All(tool.Calls.Where(call => call.Contains("compute regions", StringComparison.Ordinal)), call =>
            Assert.Contains($"--project {used} ", call, StringComparison.Ordinal)
        );
        Assert.Contains(tool.Calls, call => call.Contains("compute regions", StringComparison.Ordinal));
        Assert.DoesNotContain(tool.Calls, asked =>
            asked.Contains("reboot", StringComparison.Ordinal) || asked.Contains("impersonate", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData(
        "azure",
        "/subscriptions/21111111-2222-4333-8444-555555555555/resourceGroups/images/providers/Microsoft.Compute"
            + "/galleries/ours/images/node/versions/1.2.3",
        "--ids /subscriptions/21111111-2222-4333-8444-555555555555/resourceGroups/images/providers/Microsoft.Compute"
            + "/galleries/ours/images/node --output"
    )]
    [InlineData("gcp", "projects/acme/global/images/baked", "images describe baked --project acme")]
    [InlineData(
        "gcp",
        "https://www.googleapis.com/compute/v1/projects/acme/global/images/family/nodes",
        "images describe-from-family nodes --project acme"
    )]
    [InlineData("aws", "ami-0123456789abcdef0", "--image-ids ami-0123456789abcdef0")]
    public void Preflight_ConfiguredImage_IsAskedForInsteadOfDebians(string cloud, string image, string call)
    {
        var tool = new RecordedTool(Answers.Of(cloud));

        AccountCheck.Rows(AccountPlan.Of(cloud), tool, image, Inside, _ => null);

        Assert.Contains(tool.Calls, asked => asked.Contains(call, StringComparison.Ordinal));
        Assert.DoesNotContain(tool.Calls, asked => asked.Contains("debian", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Preflight_GalleryImageWithoutTrustedLaunch_Fails()
    {
        var tool = new RecordedTool(
            RecordedTool.Instead(
                Answers.Azure,
                "az resource show",
                RecordedTool.Says("""{ "properties": { "hyperVGeneration": "V2", "features": null } }""")
            )
        );

        var rows = AccountCheck.Rows(
            AccountPlan.Of("azure"),
            tool,
            "/subscriptions/21111111-2222-4333-8444-555555555555/resourceGroups/images/providers/Microsoft.Compute"
                + "/galleries/ours/images/node",
            Inside,
            _ => null
        );

        Assert.Contains(rows, row =>
            row.Check == "image"
            && row.Verdict == PreflightVerdict.Failed
            && row.Remedy.Contains("TrustedLaunchSupported", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Preflight_FromElsewhereThanManagementSources_Warns()
    {
        var rows = AccountCheck.Rows(
            AccountPlan.Of("aws"),
            new RecordedTool(Answers.Aws),
            null,
            [IpAddr.Parse("192.168.1.5"), IpAddr.Parse("2001:db8::1")],
            _ => null
        );

        var row = Assert.Single(rows, row => row.Check == "operators");
        Assert.Equal(PreflightVerdict.Warning, row.Verdict);
    }

    [Theory]
    [InlineData(PreflightVerdict.Ok, 0, "The account has everything the stack needs.")]
    [InlineData(PreflightVerdict.Warning, 0, "The account has everything the stack needs.")]
    [InlineData(PreflightVerdict.NotAsked, 0, "Nothing failed, but 1 of 1 checks could not be made.")]
    [InlineData(PreflightVerdict.Failed, 1, "1 of 1 checks failed")]
    public void Report_OfRows_EndsInASentenceAndAStatus(PreflightVerdict verdict, int code, string says)
    {
        var row = new PreflightRow("image", "x\u001b[2J", verdict, "found", "remedy");
        using var text = new Recorder();
        using var json = new Recorder();

        Assert.Equal(code, PreflightCommand.Report(text.Screen, [row], json: false));
        Assert.Equal(code, PreflightCommand.Report(json.Screen, [row], json: true));

        Assert.Contains(says, text.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", text.Text, StringComparison.Ordinal);
        var read = JsonNode.Parse(json.Text)!;
        Assert.Equal((code == 0, 1), ((bool)read["passed"]!, read["rows"]!.AsArray().Count));
    }

    private static ImmutableArray<PreflightRow> Rows(string cloud, (string, ToolAnswer)[] answers) =>
        Rows(cloud, new RecordedTool(answers));

    private static ImmutableArray<PreflightRow> Rows(string cloud, ICloudTool tool) =>
        AccountCheck.Rows(AccountPlan.Of(cloud), tool, null, Inside, _ => null);

    /// <summary>Cloud, key and ID by which the stack file names the account, and words of a resulting call.</summary>
    [Theory]
    [InlineData("aws", "account: \"123456789012\"", "sts get-caller-identity")]
    [InlineData(
        "azure",
        "subscription: 51111111-2222-4333-8444-555555555555",
        "account show --subscription 51111111-2222-4333-8444-555555555555"
    )]
    [InlineData(
        "azure",
        "subscription: 51111111-2222-4333-8444-555555555555",
        "vm list-usage --location westeurope --subscription 51111111-2222-4333-8444-555555555555"
    )]
    [InlineData("gcp", "project: acme-production", "compute regions describe europe-west1 --project acme-production")]
    public void Preflight_AccountThatTheStackFileNames_IsTheOneThatIsAsked(string cloud, string key, string call)
    {
        var tool = new RecordedTool(Answers.Of(cloud));

        var rows = AccountCheck.Rows(AccountPlan.Of(cloud, key), tool, null, Inside, _ => "another-project");

        Assert.Equal(PreflightVerdict.Ok, rows[0].Verdict);
        Assert.Contains(tool.Calls, asked => asked.Contains(call, StringComparison.Ordinal));
    }
}
