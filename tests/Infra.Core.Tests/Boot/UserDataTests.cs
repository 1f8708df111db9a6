using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using Infra.Core.Addressing;
using Infra.Core.Boot;
using Infra.Core.Catalog;
using Infra.Core.Diagnostics;
using Infra.Core.Spec;
using Infra.Core.Tests.Fixtures;

namespace Infra.Core.Tests.Boot;

public class UserDataTests
{
    private const string Token = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData(CloudKind.Local)]
    [InlineData(CloudKind.Aws)]
    [InlineData(CloudKind.Azure)]
    [InlineData(CloudKind.Gcp)]
    public void Template_SmallProject_FitsTheCloudsLimit(CloudKind cloud)
    {
        var template = UserData.Template(SmallProject.Plan(cloud), "orders-db-1", SmallProject.OperatorKey);

        Assert.InRange(template.SizeBytes, 1, CloudLimits.For(cloud).UserDataBytes);
        Assert.InRange(template.Render(Token).Length, 1, template.SizeBytes);
    }

    [Fact]
    public void Render_Token_IsInPlaceOnce()
    {
        var template = UserData.Template(SmallProject.Plan(), "orders-db-1", SmallProject.OperatorKey);
        using var gzip = new GZipStream(new MemoryStream(template.Render(Token)), CompressionMode.Decompress);
        using var reader = new StreamReader(gzip, Encoding.UTF8);

        var text = reader.ReadToEnd();

        Assert.Equal(2, text.Split(Token).Length);
        Assert.DoesNotContain(UserData.TokenPlace, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_Twice_IsTheSameBytesWithoutATime()
    {
        var template = UserData.Template(SmallProject.Plan(), "orders-db-1", SmallProject.OperatorKey);
        var bytes = template.Render(Token);

        Assert.Equal(bytes, template.Render(Token));
        Assert.Equal([0, 0, 0, 0], bytes[4..8]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef0123456789")]
    [InlineData("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde\n")]
    public void Render_NotAToken_IsRefused(string token) => Assert.Throws<ArgumentException>(
        () => UserData.Template(SmallProject.Plan(), "orders-db-1", SmallProject.OperatorKey).Render(token));

    [Theory]
    [InlineData("")]
    [InlineData("ssh-rsa AAAAB3NzaC1yc2E=")]
    [InlineData("command=\"reboot\" " + SmallProject.OperatorKey)]
    [InlineData(SmallProject.OperatorKey + "\nruncmd: [reboot]")]
    public void Template_NotAnEd25519Key_IsRefused(string key) =>
        Assert.Throws<ArgumentException>(() => UserData.Template(SmallProject.Plan(), "orders-db-1", key));

    [Fact]
    public void Template_KeysComment_IsDropped() => Assert.DoesNotContain(
        "ops@example", UserData.Template(SmallProject.Plan(), "orders-db-1", SmallProject.OperatorKey).Text, StringComparison.Ordinal);

    [Fact]
    public void Template_ClosesTheNodeBeforeAnythingElse()
    {
        var text = UserData.Template(SmallProject.Plan(), "orders-db-1", SmallProject.OperatorKey).Text;
        var parts = text.Split("--==infra-parts==");

        Assert.Equal(4, parts.Length);
        Assert.Contains("#cloud-boothook\n#!/bin/sh", parts[1], StringComparison.Ordinal);
        Assert.Contains("-A INFRA-INPUT -j INFRA-REFUSE", parts[1], StringComparison.Ordinal);
        Assert.Contains("#cloud-config\n", parts[2], StringComparison.Ordinal);
    }

    [Fact]
    public void Template_OtherClientsAndPeers_IsTheSame() => Assert.Equal(
        UserData.Template(SmallProject.Plan(nodes: 3), "orders-db-1", SmallProject.OperatorKey).Sha256,
        UserData.Template(SmallProject.Plan(nodes: 9, sources: ["192.0.2.0/24"]), "orders-db-1", SmallProject.OperatorKey).Sha256);

    [Fact]
    public void Check_TooManyManagementNetworks_IsAnErrorWithTheNumbers()
    {
        var plan = SmallProject.Plan(CloudKind.Aws);

        // Far apart and unlike each other, so that neither merging nor compression makes them few.
        var sources = Enumerable.Range(0, 3000).Select(i => Stable.Sha256($"{i}")).Select(h => Cidr.Parse($"{h[0] % 200 + 1}.{h[1]}.{h[2]}.{h[3]}/32"));
        var large = plan with { Spec = plan.Spec with { ManagementSources = CidrSet.Merge(sources) } };

        var found = Assert.Single(Check(large));
        Assert.Equal((DiagnosticCodes.UserDataTooLarge, Severity.Error), (found.Code, found.Severity));
        Assert.Contains("16384", found.Message, StringComparison.Ordinal);
        Assert.Empty(Check(plan));
    }

    private static ImmutableArray<Diagnostic> Check(ProjectPlan plan) => BootDiagnostics.Check(
        plan,
        new Dictionary<string, UserDataTemplate> { ["orders-db-1"] = UserData.Template(plan, "orders-db-1", SmallProject.OperatorKey) },
        "Pulumi.x.yaml");
}
