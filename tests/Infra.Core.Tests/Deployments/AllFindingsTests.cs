using System.Collections.Immutable;
using Infra.Core.Deployments;
using Infra.Core.Diagnostics;
using Infra.Core.Tests.Spec;

namespace Infra.Core.Tests.Deployments;

/// <summary>A finding of one stage hides none of a later stage: everything can be fixed in one go, each at its key.</summary>
public sealed class AllFindingsTests
{
    private static readonly string Many = string.Join(", ", Enumerable.Range(0, 60).Select(i => $"10.{100 + (2 * i)}.0.0/16"));

    private static string Crowded => StackText.Replace(StackText.On("aws", "eu-west-1"), "[10.7.0.0/16]", $"[{Many}]");

    [Fact]
    public void AclAndSecurityGroups_BothTooLarge_BothAreReported() =>
        Check(
            StackText.Replace(Crowded, "zones: 3", "zones: 3\n    networkAcls: true"),
            DiagnosticCodes.TooManyAclRules,
            DiagnosticCodes.TooManySdnRules
        );

    [Fact]
    public void OperatorsWithoutAWay_AndSecurityGroup_BothAreReported() =>
        Check(
            StackText.Replace(Crowded, "\n    managementRoutes: [20.51.0.0/16]", ""),
            DiagnosticCodes.NodesUnreachable,
            DiagnosticCodes.TooManySdnRules
        );

    [Fact]
    public void LockFileThatLacksSomethingInCi_AndSecurityGroup_BothAreReported()
    {
        var found = Compile(Crowded, LockMode.Frozen);

        Assert.Contains(found, one => one.Code == DiagnosticCodes.LockNotUpToDate);
        Assert.Contains(found, one => one.Code == DiagnosticCodes.TooManySdnRules);
    }

    [Theory]
    [InlineData("infra:imageId: x", DiagnosticCodes.BadImageId)]
    [InlineData("infra:operatorPublicKey: x", DiagnosticCodes.BadOperatorKey)]
    [InlineData("infra:operatorPublicKeys: []", DiagnosticCodes.NoOperatorKeys)]
    [InlineData("infra:operatorPrivateKey: x", DiagnosticCodes.SecretInClearText)]
    public void SettingBesideTheProject_AndSecurityGroup_BothAreReported(string line, string code) =>
        Check($"{Crowded.TrimEnd()}\n  {line}\n", code, DiagnosticCodes.TooManySdnRules);

    [Fact]
    public void SettingBesideTheProject_AndTheProjectItself_BothAreReported() =>
        Check(
            $"{StackText.Replace(StackText.On("aws", "eu-west-1"), "nodes: 3", "nodes: three").TrimEnd()}\n  infra:imageId: x\n",
            DiagnosticCodes.WrongType,
            DiagnosticCodes.BadImageId
        );

    [Theory]
    [InlineData("[\"2001:db8:1::/64\"]")]
    [InlineData("[198.19.1.0/24]")]
    public void LocalCloud_NoIpv4SourceToLogInFrom_IsRefusedAtTheKey(string sources)
    {
        var found = Assert.Single(Compile(StackText.With("[198.51.100.0/28]", sources), LockMode.Extend));

        Assert.Equal((DiagnosticCodes.NoWayInHere, "managementSources", 9), (found.Code, found.Where.Path, found.Where.Line));
    }

    private static void Check(string text, params string[] codes)
    {
        var found = Compile(text, LockMode.Extend).Where(one => one.Severity == Severity.Error).ToList();

        Assert.Equal(codes.Order(StringComparer.Ordinal), found.Select(one => one.Code).Distinct().Order(StringComparer.Ordinal));
        Assert.All(found, one => Assert.True(one.Where is { Line: > 1, Column: > 0 }, $"{one}"));
    }

    private static ImmutableArray<Diagnostic> Compile(string text, LockMode mode)
    {
        var outcome = DeploymentCompiler.Compile(new StackSource(text, StackText.File), new LockSource(null, StackText.LockFile, mode));
        Assert.False(outcome.Succeeded);
        return outcome.Diagnostics;
    }
}
