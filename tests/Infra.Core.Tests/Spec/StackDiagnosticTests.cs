using FsCheck;
using FsCheck.Xunit;
using Infra.Core.Diagnostics;
using Infra.Core.Tests.Spec.Access;

namespace Infra.Core.Tests.Spec;

/// <summary>Every possible error in a stack file, one row each: the text (§ marks the place of the finding) and the finding.</summary>
public sealed class StackDiagnosticTests
{
    [Theory]
    [MemberData(nameof(TextMistakes.Errors), MemberType = typeof(TextMistakes))]
    [MemberData(nameof(StackMistakes.Errors), MemberType = typeof(StackMistakes))]
    [MemberData(nameof(AccessMistakes.Errors), MemberType = typeof(AccessMistakes))]
    public void StackFile_OneThingWrong_IsReportedWhereItIs(string find, string replace, string code, string path, string part) =>
        CheckOnly(StackText.With(find, replace), code, path, part);

    [Theory]
    [MemberData(nameof(CloudMistakes.OnAws), MemberType = typeof(CloudMistakes))]
    public void AwsStackFile_OneThingWrong_IsReportedWhereItIs(string find, string replace, string code, string path, string part)
    {
        var aws = StackText.On("aws", "eu-west-1");
        CheckOnly(StackText.Replace(aws, find, replace), code, path, part);
    }

    [Theory]
    [MemberData(nameof(CloudMistakes.OnAzure), MemberType = typeof(CloudMistakes))]
    public void AzureStackFile_OneThingWrong_IsReportedWhereItIs(string find, string replace, string code, string path, string part) =>
        CheckOnly(StackText.Replace(StackText.On("azure", "westeurope"), find, replace), code, path, part);

    [Theory]
    [MemberData(nameof(CloudMistakes.OnGcp), MemberType = typeof(CloudMistakes))]
    public void GcpStackFile_OneThingWrong_IsReportedWhereItIs(string find, string replace, string code, string path, string part) =>
        CheckOnly(StackText.Replace(StackText.On("gcp", "europe-west1"), find, replace), code, path, part);

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n")]
    public void StackFile_WhatEditorsWrite_IsTaken(string lineEnd)
    {
        var text = "\ufeff# café, 中文, \U0001f600\t\u00a0\n" + StackText.Good;

        Assert.Empty(StackText.Compile(text.Replace("\n", lineEnd, StringComparison.Ordinal)).Diagnostics);
    }

    [Fact]
    public void StackFile_HiddenCharacters_AreAllReported()
    {
        var text = StackText.With("zones: 3\n", "zones: 3 # a\u200bb\u200bc\u2028d\n# e\u200bf\n");

        Assert.Equal(
            [(8, 17), (8, 21), (9, 4)],
            StackText.Compile(text).Diagnostics.Select(found => (found.Where.Line, found.Where.Column))
        );
    }

    [Fact]
    public void StackFile_NoProject_IsReported()
    {
        foreach (
            var text in new[]
            {
                "",
                "# nothing\n",
                "config: {}\n",
                "config:\n  aws:region: eu-west-1\n",
                "config:\n",
                "encryptionsalt: x\n",
            }
        )
        {
            var found = Assert.Single(StackText.Compile(text).Diagnostics);
            Assert.Equal((DiagnosticCodes.ProjectMissing, 1, 1), (found.Code, found.Where.Line, found.Where.Column));
        }
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("    egress: {}\n", 0)]
    [InlineData("    egress: { m: { to: [10.9.0.0/16], ports: [443] } }\n", 0)]
    [InlineData("    egress: open\n", 1)]
    public void Egress_OfAnEceDeployment_IsNeverOpen(string line, int found) =>
        Assert.Equal(
            found,
            StackText
                .Compile(
                    StackText.Replace(StackText.With("    zones: 3\n", "    zones: 3\n" + line), "deployment: standard", "deployment: ece")
                )
                .Diagnostics.Count(diagnostic => diagnostic.Where.Path == "egress" && diagnostic.Code == DiagnosticCodes.UnknownWord)
        );

    [Theory]
    [InlineData("", 0)]
    [InlineData("    networkAcls: true\n", 0)]
    [InlineData("    networkAcls: false\n", 1)]
    public void NetworkAcls_OfAnEceDeployment_AreNeverMissing(string line, int found)
    {
        var aws = StackText.Replace(StackText.On("aws", "eu-west-1"), "deployment: standard", "deployment: ece");
        Assert.Equal(
            found,
            StackText
                .Compile(StackText.Replace(aws, "    zones: 3\n", "    zones: 3\n" + line))
                .Diagnostics.Count(diagnostic => diagnostic is { Where.Path: "networkAcls", Code: DiagnosticCodes.NetworkAclsRequired })
        );
    }

    [Fact]
    public void StackFile_NestedWithoutEnd_IsRefusedNotFatal()
    {
        var found = Assert.Single(StackText.Compile("config: " + new string('[', 100_000)).Diagnostics);
        Assert.Equal(DiagnosticCodes.MalformedText, found.Code);
    }

    [Fact]
    public void ConfigKeys_DeclaredInPulumiYaml_AreKnown()
    {
        var section = Repository.Read("Pulumi.yaml").Split("\nconfig:\n")[1];
        var declared = System
            .Text.RegularExpressions.Regex.Matches(section, "^  ([A-Za-z]+):$", System.Text.RegularExpressions.RegexOptions.Multiline)
            .Select(match => match.Groups[1].Value)
            .Where(key => key != "project")
            .ToList();

        Assert.NotEmpty(declared);
        foreach (var key in declared)
        {
            // Encrypted, which each of them may be: the content is checked elsewhere.
            Assert.Empty(
                StackText.Compile(StackText.With("  infra:project:", $"  infra:{key}:\n    secure: x\n  infra:project:")).Diagnostics
            );
        }
    }

    /// <summary>No text crashes the compiler: it compiles or is reported.</summary>
    [Property(MaxTest = 2000)]
    public void StackFile_Mutilated_IsNeverFatal(NonEmptyArray<ushort> cuts)
    {
        const string shrapnel = "[]{},:-\t \n\"'&*!|>%@`#?<0a\0\u2028\ud800";
        var text = new System.Text.StringBuilder(StackText.Good);
        foreach (var cut in cuts.Get.Take(4))
        {
            var at = cut * 7 % text.Length;
            _ = cut % 2 == 0 ? text.Insert(at, shrapnel[cut / 2 % shrapnel.Length]) : text.Remove(at, Math.Min(cut % 5, text.Length - at));
        }

        var outcome = StackText.Compile(text.ToString(), text.ToString());

        Assert.NotEmpty(outcome.Diagnostics);
    }

    [Fact]
    public void StackFile_EverythingWrong_IsReportedAtOnce()
    {
        var text = Repository.Read("tests", "baselines", "everything-wrong", "Pulumi.test.yaml");
        var outcome = StackText.Compile(text);

        Assert.Null(outcome.Value);
        Golden.Check(string.Join('\n', outcome.Diagnostics) + "\n", "tests", "baselines", "everything-wrong", "diagnostics.txt");
    }

    [Fact]
    public void StackCodes_All_HaveARowHere()
    {
        var rows = StackMistakes
            .Errors.Concat(TextMistakes.Errors)
            .Concat(AccessMistakes.Errors)
            .Concat(CloudMistakes.OnAws)
            .Select(row => (string)row[2])
            .Append(DiagnosticCodes.ProjectMissing)
            // MeshTests.
            .Append(DiagnosticCodes.MeshBetween)
            .Append(DiagnosticCodes.ConfiguredElsewhere)
            .Append(DiagnosticCodes.OpenToEveryone)
            .Append(DiagnosticCodes.NoPublicAddress)
            .Append(DiagnosticCodes.NoPublicAddressHere)
            // Operators' routes: ManagementCheckTests.
            .Append(DiagnosticCodes.NodesUnreachable)
            .Append(DiagnosticCodes.SourceWithoutWay)
            .Append(DiagnosticCodes.DocumentationRange)
            // ByocTests.
            .Concat(AllCodes.From("INF0361", "INF0379"))
            // CustomersTests.
            .Concat(["INF0408", "INF0409", "INF0410"])
            // RunAsTests.
            .Append(DiagnosticCodes.RunAsOfOtherProject)
            // BastionTests.
            .Append(DiagnosticCodes.BastionInExistingNetwork)
            .Append(DiagnosticCodes.RouteOfNobody)
            // Who gets in: AccessTests. Files, not their text: StackFilesTests, and InfraCommandTests for what is on a disk.
            .Append(DiagnosticCodes.Unreadable)
            .Append(DiagnosticCodes.NotUtf8)
            .Append(DiagnosticCodes.ProjectTwice)
            .Append(DiagnosticCodes.TooManySources)
            .Append(DiagnosticCodes.SourceHoldsProject)
            // Findings about a whole deployment: AllFindingsTests.
            .Append(DiagnosticCodes.NoWayInHere);
        Assert.Empty(AllCodes.From("INF0001", "INF0499").Except(rows));
    }

    private static void CheckOnly(string marked, string code, string path, string part)
    {
        var (text, line, column) = StackText.Unmark(marked);
        var outcome = StackText.Compile(text);

        Assert.Null(outcome.Value);
        var found = Assert.Single(outcome.Diagnostics);
        Assert.Equal(
            (code, Severity.Error, new SourceLocation(StackText.File, line, column, path)),
            (found.Code, found.Severity, found.Where)
        );
        Assert.Contains(part, $"{found.Message} {found.Remedy}", StringComparison.Ordinal);
        Assert.DoesNotContain('\n', found.ToString());
    }
}
