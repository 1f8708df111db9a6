using Infra.Core.Deployments;
using Infra.Core.Diagnostics;
using Infra.Core.Spec;

namespace Infra.Core.Tests.Spec;

/// <summary>Errors of a stack's file as a file, or of two files together.</summary>
public sealed class StackFilesTests
{
    [Theory]
    [InlineData(false, "iconv -f LATIN1 -t UTF-8")]
    [InlineData(true, "version control")]
    public void Bytes_ThatAreNotUtf8_AreReportedWhereTheyStand(bool isLock, string remedy)
    {
        var (text, problem) = SourceText.Decode(
            "config:\n  a: caf\u00e9 \u4e2d"u8.ToArray().Append((byte)0xFC).ToArray(),
            "f.yaml",
            isLock
        );

        Assert.Null(text);
        Assert.Equal(DiagnosticCodes.NotUtf8, problem!.Code);
        Assert.Equal(("f.yaml", 2, 12), (problem.Where.File, problem.Where.Line, problem.Where.Column));
        Assert.Contains("0xFC", problem.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, problem.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_OfUtf16_AreCalledThat() =>
        Assert.Contains(
            "UTF-16",
            SourceText.Decode([0xFF, 0xFE, 0x63, 0xD8], "f.yaml", isLock: false).Problem!.Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Bytes_WithAMark_AreTheTextWithoutIt() =>
        Assert.Equal(("a", null), SourceText.Decode([0xEF, 0xBB, 0xBF, 0x61], "f.yaml", isLock: false));

    [Theory]
    [InlineData("aws", "", "", true)]
    [InlineData("aws", "", "111122223333", true)] // it may be the other's account too
    [InlineData("aws", "111122223333", "444455556666", false)]
    [InlineData("local", "", "", false)] // stacks of this machine share nothing
    public void TwoStacks_OfOneProject_AreReported(string cloud, string account, string otherAccount, bool reported)
    {
        var (one, other) = (Source("Pulumi.one.yaml", cloud, account), Source("Pulumi.two.yaml", cloud, otherAccount));

        var found = SameProject.Check(StackText.Plan(one.Text).Spec, one, [other]);

        Assert.Equal(reported ? [DiagnosticCodes.ProjectTwice] : [], found.Select(finding => finding.Code));
        Assert.All(found, finding => Assert.Contains("Pulumi.two.yaml", finding.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void TwoStacks_OfTwoProjects_AreNot()
    {
        var one = Source("Pulumi.one.yaml", "aws", "");

        Assert.Empty(
            SameProject.Check(
                StackText.Plan(one.Text).Spec,
                one,
                [one with { Text = one.Text.Replace("name: demo", "name: other", StringComparison.Ordinal) }]
            )
        );
    }

    private static StackSource Source(string file, string cloud, string account)
    {
        var text = cloud == "local" ? StackText.Good : StackText.On("aws", "eu-west-1");
        var line = text.Split('\n').SingleOrDefault(one => one.Contains("account:", StringComparison.Ordinal)) ?? "no account";
        return new StackSource(
            text.Replace($"{line}\n", account.Length == 0 ? "" : $"    account: \"{account}\"\n", StringComparison.Ordinal),
            file
        );
    }
}
