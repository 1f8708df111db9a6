using Infra.Core.Diagnostics;
using Infra.Core.Spec.Identity;

namespace Infra.Core.Tests.Spec;

/// <summary>The identity that a project is deployed under: exactly the forms that the clouds issue, of the project's own account.</summary>
public sealed class RunAsTests
{
    private const string Role = "arn:aws:iam::210987654321:role/infra-deployer";
    private const string Email = "infra-deployer@acme-databases.iam.gserviceaccount.com";
    private const string Tenant = "11111111-2222-3333-4444-555555555555";

    /// <summary>Cloud, the mapping, the code and path of the only finding; no code: accepted.</summary>
    public static TheoryData<string, string, string?, string> Rows { get; } =
        new()
        {
            { "aws", $"{{ role: {Role} }}", null, "" },
            { "aws", $"{{ role: \"{Role.Replace("/infra", "/customers/acme/infra", StringComparison.Ordinal)}\" }}", null, "" },
            { "aws", $"{{ role: {Role}, externalId: \"4711:a/b=c\", sessionName: acme@infra }}", null, "" },
            { "aws", "{ role: arn:aws:iam::111122223333:role/infra-deployer }", "INF0406", "runAs.role" },
            { "aws", "{ role: arn:aws-cn:iam::210987654321:role/infra-deployer }", "INF0406", "runAs.role" },
            { "aws", "{ role: arn:aws-us-gov:iam::210987654321:role/infra-deployer }", "INF0406", "runAs.role" },
            { "aws", "{ role: arn:aws-iso:iam::210987654321:role/infra-deployer }", "INF0406", "runAs.role" },
            { "aws", "{ role: arn:aws:iam::210987654321:user/infra-deployer }", "INF0406", "runAs.role" },
            { "aws", "{ role: arn:aws:sts::210987654321:assumed-role/infra-deployer/x }", "INF0406", "runAs.role" },
            { "aws", "{ role: \"arn:aws:iam::210987654321:root\" }", "INF0406", "runAs.role" },
            { "aws", "{ role: \"arn:aws:iam::210987654321:role/\" }", "INF0406", "runAs.role" },
            { "aws", "{ role: \"arn:aws:iam::210987654321:role//x\" }", "INF0406", "runAs.role" },
            { "aws", "{ role: \"arn:aws:iam::210987654321:role/x/\" }", "INF0406", "runAs.role" },
            { "aws", $"{{ role: \"{Role}\\n\" }}", "INF0406", "runAs.role" },
            { "aws", $"{{ role: \"{Role}\\nx\" }}", "INF0406", "runAs.role" },
            { "aws", $"{{ role: \" {Role}\" }}", "INF0406", "runAs.role" },
            { "aws", $"{{ role: \"{Role}*\" }}", "INF0406", "runAs.role" },
            { "aws", $"{{ role: \"{Role}é\" }}", "INF0406", "runAs.role" },
            { "aws", $"{{ role: \"{Role}٣\" }}", "INF0406", "runAs.role" },
            { "aws", $"{{ role: arn:aws:iam::210987654321:role/{new string('r', 65)} }}", "INF0406", "runAs.role" },
            { "aws", $"{{ role: arn:aws:iam::210987654321:role/{new string('r', 64)} }}", null, "" },
            { "aws", $"{{ role: arn:aws:iam::210987654321:role/{new string('p', 600)}/r }}", "INF0406", "runAs.role" },
            { "aws", $"{{ role: {Role}, externalId: x }}", "INF0406", "runAs.externalId" },
            { "aws", $"{{ role: {Role}, externalId: \"a b\" }}", "INF0406", "runAs.externalId" },
            { "aws", $"{{ role: {Role}, externalId: \"ab\\n\" }}", "INF0406", "runAs.externalId" },
            { "aws", $"{{ role: {Role}, externalId: 4711 }}", "INF0102", "runAs.externalId" },
            { "aws", $"{{ role: {Role}, externalId: {new string('e', 1225)} }}", "INF0406", "runAs.externalId" },
            { "aws", $"{{ role: {Role}, sessionName: \"a/b\" }}", "INF0406", "runAs.sessionName" },
            { "aws", $"{{ role: {Role}, sessionName: {new string('s', 65)} }}", "INF0406", "runAs.sessionName" },
            { "aws", "{ externalId: acme-4711 }", "INF0103", "runAs" },
            { "aws", $"{{ role: {Role}, secretKey: x }}", "INF0101", "runAs.secretKey" },
            { "aws", "{ serviceAccount: x, role: " + Role + " }", "INF0101", "runAs.serviceAccount" },
            { "aws", Role, "INF0102", "runAs" },
            { "aws", "", "INF0104", "runAs" },
            { "azure", $"{{ tenant: {Tenant}, application: {Tenant} }}", null, "" },
            { "azure", $"{{ tenant: {Tenant} }}", "INF0103", "runAs" },
            { "azure", $"{{ tenant: contoso.onmicrosoft.com, application: {Tenant} }}", "INF0406", "runAs.tenant" },
            { "azure", $"{{ tenant: {Tenant}, application: \"{Tenant}\\n\" }}", "INF0406", "runAs.application" },
            { "azure", $"{{ tenant: {Tenant}, application: {Tenant}, clientSecret: x }}", "INF0101", "runAs.clientSecret" },
            { "gcp", $"{{ serviceAccount: {Email} }}", null, "" },
            { "gcp", "{ serviceAccount: infra-deployer@clients.example.com.iam.gserviceaccount.com }", "INF0407", "runAs.serviceAccount" },
            { "gcp", "{ serviceAccount: infra-deployer@acme-other.iam.gserviceaccount.com }", "INF0407", "runAs.serviceAccount" },
            { "gcp", "{ serviceAccount: 123456-compute@developer.gserviceaccount.com }", "INF0406", "runAs.serviceAccount" },
            { "gcp", "{ serviceAccount: someone@example.com }", "INF0406", "runAs.serviceAccount" },
            { "gcp", $"{{ serviceAccount: \"{Email}\\n\" }}", "INF0406", "runAs.serviceAccount" },
            { "gcp", $"{{ serviceAccount: \"{Email}.example.com\" }}", "INF0406", "runAs.serviceAccount" },
            { "gcp", $"{{ serviceAccount: \"serviceAccount:{Email}\" }}", "INF0406", "runAs.serviceAccount" },
            { "gcp", $"{{ serviceAccount: \"a,{Email}\" }}", "INF0406", "runAs.serviceAccount" },
            { "local", $"{{ role: {Role} }}", "INF0405", "runAs" },
        };

    [Theory]
    [MemberData(nameof(Rows))]
    public void RunAs_AsWritten_IsTakenOrReported(string cloud, string identity, string? code, string path)
    {
        var outcome = StackText.Compile(Text(cloud, identity));

        Assert.Equal(code is null ? [] : new[] { (code, path) }, outcome.Diagnostics.Select(found => (found.Code, found.Where.Path)));
        Assert.All(outcome.Diagnostics, found => Assert.DoesNotContain('\n', found.ToString()));
        Assert.Equal(code is null or DiagnosticCodes.RunAsOfOtherProject, outcome.Value is not null);
    }

    /// <summary>An identity from an example is named where it is written, beside the account's own warning.</summary>
    [Theory]
    [InlineData("aws", "account: \"123456789012\"", "{ role: arn:aws:iam::123456789012:role/x }", "account runAs.role")]
    [InlineData(
        "azure",
        "subscription: 5f2c8a1e-93b7-4d60-8c15-7e4f0a9b6d23",
        "{ tenant: 11111111-1111-4111-8111-111111111111, application: 22222222-2222-4222-8222-222222222222 }",
        "runAs.tenant runAs.application"
    )]
    [InlineData(
        "gcp",
        "project: your-project-id",
        "{ serviceAccount: deployer@your-project-id.iam.gserviceaccount.com }",
        "project runAs.serviceAccount"
    )]
    public void RunAs_FromAnExample_IsAWarning(string cloud, string account, string identity, string paths)
    {
        var outcome = StackText.Compile(StackText.Replace(Text(cloud, identity), StackText.Account(cloud), account));

        Assert.True(outcome.Succeeded);
        Assert.Equal(paths.Split(' ').Order(), outcome.Diagnostics.Select(found => found.Where.Path).Order());
        Assert.All(outcome.Diagnostics, found =>
            Assert.Equal((DiagnosticCodes.AccountIsPlaceholder, Severity.Warning), (found.Code, found.Severity))
        );
    }

    [Theory]
    [InlineData("aws", $"{{ role: {Role} }}", "account")]
    [InlineData("azure", $"{{ tenant: {Tenant}, application: {Tenant} }}", "subscription")]
    [InlineData("gcp", $"{{ serviceAccount: {Email} }}", "project")]
    public void RunAs_WithoutTheAccount_IsReportedAndTheRemedyWorks(string cloud, string identity, string key)
    {
        var text = Text(cloud, identity);
        var account = $"    {StackText.Account(cloud)}\n";

        var found = Assert.Single(StackText.Compile(StackText.Replace(text, account, "")).Diagnostics, found =>
            found.Severity == Severity.Error
        );

        Assert.Equal((DiagnosticCodes.MissingKey, ""), (found.Code, found.Where.Path));
        Assert.Contains($"'{key}'", found.Message, StringComparison.Ordinal);
        Assert.Contains($"{key}: ", found.Remedy, StringComparison.Ordinal);
        Assert.Empty(StackText.Compile(text).Diagnostics);
    }

    [Fact]
    public void Session_WithoutAName_IsNamedAfterTheProject()
    {
        var plan = StackText.Plan(Text("aws", $"{{ role: {Role}, externalId: acme-4711 }}"));

        Assert.Equal(new RunAs.AwsRole(Role, "acme-4711", "infra-demo"), plan.Spec.RunAs);
        Assert.Equal("210987654321", ((RunAs.AwsRole)plan.Spec.RunAs!).Account);
    }

    [Fact]
    public void Ids_OnAzure_AreInLowerCase() =>
        Assert.Equal(
            new RunAs.AzureApplication("aaaaaaaa-2222-3333-4444-555555555555", "bbbbbbbb-2222-3333-4444-555555555555"),
            StackText
                .Plan(Text("azure", "{ tenant: AAAAAAAA-2222-3333-4444-555555555555, application: BBBBBBBB-2222-3333-4444-555555555555 }"))
                .Spec.RunAs
        );

    /// <summary>The role of a peering belongs to the project's partition, as its region does.</summary>
    [Fact]
    public void PeeringRole_OfAnotherPartition_IsReported()
    {
        var text = StackText.Replace(
            Text("aws", $"{{ role: {Role} }}"),
            "    zones: 3\n",
            "    zones: 3\n    peerings: { partner: { account: \"012345678901\", vpc: vpc-0123456789abcdef0, cidrs: [10.7.0.0/16], "
                + "mode: both-sides, assumeRole: \"arn:aws-cn:iam::012345678901:role/accept\" } }\n"
        );

        var found = Assert.Single(StackText.Compile(text).Diagnostics);
        Assert.Equal((DiagnosticCodes.BadPeerId, "peerings.partner.assumeRole"), (found.Code, found.Where.Path));
        Assert.Empty(StackText.Compile(text.Replace("aws-cn", "aws", StringComparison.Ordinal)).Diagnostics);
    }

    private static string Text(string cloud, string identity) =>
        StackText.Replace(
            StackText.On(
                cloud,
                cloud switch
                {
                    "azure" => "westeurope",
                    "gcp" => "europe-west1",
                    "local" => "local",
                    _ => "eu-west-1",
                }
            ),
            "    zones: 3\n",
            $"    zones: 3\n    runAs: {identity}\n"
        );
}
