using Infra.Core.Diagnostics;

namespace Infra.Core.Tests.Spec;

/// <summary>The account a project belongs to: each cloud's key, what is rejected, and what is advised.</summary>
public sealed class AccountTests
{
    private const string Zeros = "00000000-0000-0000-0000-000000000000";

    /// <summary>Cloud, the text (empty: no key), the plan's account, and the finding.</summary>
    [Theory]
    [InlineData("aws", "account: \"012345678901\"", "012345678901", null)]
    [InlineData("aws", "account: 210987654321", "210987654321", null)]
    [InlineData("azure", "subscription: 5F2C8A1E-93B7-4D60-8C15-7E4F0A9B6D23", "5f2c8a1e-93b7-4d60-8c15-7e4f0a9b6d23", null)]
    [InlineData("gcp", "project: acme-databases", "acme-databases", null)]
    [InlineData("gcp", "project: \"example.com:acme-databases\"", "example.com:acme-databases", null)]
    [InlineData("aws", "account: 012345678901", null, DiagnosticCodes.BadAccount)]
    [InlineData("aws", "account: \"1234\"", null, DiagnosticCodes.BadAccount)]
    [InlineData("aws", "account: \"2109876543210\"", null, DiagnosticCodes.BadAccount)]
    [InlineData("aws", "account: \"210987654321\\n\"", null, DiagnosticCodes.BadAccount)]
    [InlineData("aws", "account: acme", null, DiagnosticCodes.BadAccount)]
    [InlineData("aws", "account: [\"210987654321\"]", null, DiagnosticCodes.WrongType)]
    [InlineData("aws", "account:", null, DiagnosticCodes.EmptyValue)]
    [InlineData("azure", "subscription: production", null, DiagnosticCodes.BadAccount)]
    [InlineData("azure", "subscription: /subscriptions/5f2c8a1e-93b7-4d60-8c15-7e4f0a9b6d23", null, DiagnosticCodes.BadAccount)]
    [InlineData("gcp", "project: \"123456789012\"", null, DiagnosticCodes.BadAccount)]
    [InlineData("gcp", "project: Acme Databases", null, DiagnosticCodes.BadAccount)]
    [InlineData("aws", "subscription: 5f2c8a1e-93b7-4d60-8c15-7e4f0a9b6d23", null, DiagnosticCodes.AccountOfOtherCloud)]
    [InlineData("aws", "project: acme-databases", null, DiagnosticCodes.AccountOfOtherCloud)]
    [InlineData("azure", "account: \"210987654321\"", null, DiagnosticCodes.AccountOfOtherCloud)]
    [InlineData("gcp", "account: \"210987654321\"", null, DiagnosticCodes.AccountOfOtherCloud)]
    [InlineData("gcp", "subscription: 5f2c8a1e-93b7-4d60-8c15-7e4f0a9b6d23", null, DiagnosticCodes.AccountOfOtherCloud)]
    [InlineData("local", "account: \"210987654321\"", null, DiagnosticCodes.AccountOfOtherCloud)]
    [InlineData("aws", "", null, DiagnosticCodes.AccountNotSaid)]
    [InlineData("azure", "", null, DiagnosticCodes.AccountNotSaid)]
    [InlineData("gcp", "", null, DiagnosticCodes.AccountNotSaid)]
    [InlineData("local", "", null, null)]
    [InlineData("aws", "account: \"123456789012\"", "123456789012", DiagnosticCodes.AccountIsPlaceholder)]
    [InlineData("azure", $"subscription: {Zeros}", Zeros, DiagnosticCodes.AccountIsPlaceholder)]
    [InlineData("gcp", "project: your-project-id", "your-project-id", DiagnosticCodes.AccountIsPlaceholder)]
    public void Account_AsWritten_IsTakenOrReported(string cloud, string written, string? account, string? code)
    {
        var outcome = StackText.Compile(Text(cloud, written));

        var isWarning = code is DiagnosticCodes.AccountNotSaid or DiagnosticCodes.AccountIsPlaceholder;
        Assert.Equal(code is null || isWarning, outcome.Succeeded);
        Assert.Equal(code ?? "", string.Join(' ', outcome.Diagnostics.Select(found => found.Code)));
        Assert.All(outcome.Diagnostics, found => Assert.Equal(isWarning ? Severity.Warning : Severity.Error, found.Severity));
        if (outcome.Value is { } plan)
        {
            Assert.Equal(account, plan.Spec.Account);
        }
    }

    [Theory]
    [InlineData("gcp", "account: \"210987654321\"", "Use 'project'")]
    [InlineData("azure", "project: acme-databases", "Use 'subscription'")]
    [InlineData("aws", "subscription: x", "Use 'account'")]
    [InlineData("local", "project: x", "Remove the key")]
    public void Account_OfAnotherCloud_IsRefusedWithTheRightKey(string cloud, string written, string remedy)
    {
        var found = Assert.Single(StackText.Compile(Text(cloud, written)).Diagnostics);
        Assert.Contains(remedy, found.Remedy, StringComparison.Ordinal);
        Assert.Equal(written.Split(':')[0], found.Where.Path);
        Assert.True(found.Where.Line > 0);
    }

    private static string Text(string cloud, string written)
    {
        var region = cloud switch
        {
            "azure" => "westeurope",
            "gcp" => "europe-west1",
            "aws" => "eu-west-1",
            _ => "local",
        };
        return cloud == "local"
            ? StackText.With("    zones: 3\n", written.Length == 0 ? "    zones: 3\n" : $"    zones: 3\n    {written}\n")
            : StackText.Replace(
                StackText.On(cloud, region),
                $"    {StackText.Account(cloud)}\n",
                written.Length == 0 ? "" : $"    {written}\n"
            );
    }
}
