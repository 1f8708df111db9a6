using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using Infra.Core.Addressing;
using Infra.Core.Boot;
using Infra.Core.Catalog;
using Infra.Core.Clouds;
using Infra.Core.Deployments;
using Infra.Core.Diagnostics;
using Infra.Core.Policy;
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
        var template = Filled.UserData(SmallProject.Plan(cloud), "orders-db-1");

        // With room for the lists operators may make as long as they like: keys, networks.
        Assert.InRange(template.SizeBytes, 1, CloudLimits.For(cloud).UserDataBytes - 1500);
        Assert.InRange(template.Render(Token).Length, 1, template.SizeBytes);
    }

    [Fact]
    public void Render_Token_IsInPlaceOnce()
    {
        var template = Filled.UserData(SmallProject.Plan(), "orders-db-1");
        using var gzip = new GZipStream(new MemoryStream(template.Render(Token)), CompressionMode.Decompress);
        using var reader = new StreamReader(gzip, Encoding.UTF8);

        var text = reader.ReadToEnd();

        Assert.Equal(2, text.Split(Token).Length);
        Assert.DoesNotContain(UserData.TokenPlace, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_Twice_IsTheSameBytesWithoutATime()
    {
        var template = Filled.UserData(SmallProject.Plan(), "orders-db-1");
        var bytes = template.Render(Token);

        Assert.Equal(bytes, template.Render(Token));
        Assert.Equal([0, 0, 0, 0], bytes[4..8]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef0123456789")]
    [InlineData("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde\n")]
    public void Render_NotAToken_IsRefused(string token) =>
        Assert.Throws<ArgumentException>(() => Filled.UserData(SmallProject.Plan(), "orders-db-1").Render(token));

    [Fact]
    public void Template_KeysComment_IsDropped() =>
        Assert.DoesNotContain("ops@example", Filled.UserData(SmallProject.Plan(), "orders-db-1").Text, StringComparison.Ordinal);

    [Fact]
    public void Template_ClosesTheNodeBeforeAnythingElse()
    {
        var text = Filled.UserData(SmallProject.Plan(), "orders-db-1").Text;
        var parts = text.Split("--==infra-parts==");

        Assert.Equal(4, parts.Length);
        Assert.Contains("#cloud-boothook\n#!/bin/sh", parts[1], StringComparison.Ordinal);
        Assert.Contains("-A INFRA-INPUT -j INFRA-REFUSE", parts[1], StringComparison.Ordinal);
        Assert.Contains("#cloud-config\n", parts[2], StringComparison.Ordinal);
    }

    [Fact]
    public void Template_OtherClientsAndPeers_IsTheSame() =>
        Assert.Equal(
            Filled.UserData(SmallProject.Plan(nodes: 3), "orders-db-1").Sha256,
            Filled.UserData(SmallProject.Plan(nodes: 9, sources: ["192.0.2.0/24"]), "orders-db-1").Sha256
        );

    [Fact]
    public void Check_TooManyManagementNetworks_IsAnErrorWithTheNumbers()
    {
        var plan = SmallProject.Plan(CloudKind.Aws);

        // Far apart and dissimilar, so that neither merging nor compression helps.
        var many = CidrSet.Merge(Unlike(3000));
        var flows = plan.Policy.Flows.Select(flow =>
            flow.Purpose is FlowPurpose.Management ? flow with { Purpose = new FlowPurpose.Management(many) } : flow
        );
        var large = plan with { Policy = new NetworkPolicy(flows, plan.Policy.Egress) };

        var found = Assert.Single(Check(large));
        Assert.Equal(
            (DiagnosticCodes.UserDataTooLarge, Severity.Error, "managementSources"),
            (found.Code, found.Severity, found.Where.Path)
        );
        Assert.Contains("16384", found.Message, StringComparison.Ordinal);
        Assert.Equal("List fewer or wider networks under 'managementSources'.", found.Remedy);
        Assert.Empty(Check(plan));
    }

    [Fact]
    public void Check_TooManyDestinations_NamesThem()
    {
        var found = Assert.Single(
            Check(
                SmallProject.Plan(
                    CloudKind.Aws,
                    egress: SmallProject.Only(new EgressDestination("mirrors", CidrSet.Merge(Unlike(1000)), false, IpProtocol.Tcp, [443]))
                )
            )
        );

        Assert.Equal("egress", found.Where.Path);
        Assert.StartsWith("List fewer or wider networks under 'egress'", found.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_TooManyKeys_NamesThem()
    {
        var keys = Enumerable
            .Range(0, 300)
            .Select(i => new OperatorKey(
                "ssh-ed25519",
                Convert.ToBase64String([0, 0, 0, 11, .. "ssh-ed25519"u8, 0, 0, 0, 32, .. Stable.Sha256($"{i}")])
            ));
        var found = Assert.Single(Check(SmallProject.Plan(CloudKind.Aws) with { OperatorKeys = OperatorKeys.Of(keys) }));

        Assert.Equal("infra:operatorPublicKeys", found.Where.Path);
        Assert.Contains("a push has room for them", found.Remedy, StringComparison.Ordinal);
    }

    /// <summary>Destinations with the same networks or ports are written once, in whatever order.</summary>
    [Fact]
    public void Template_DestinationsAlike_CostHardlyMoreThanOne()
    {
        var internet = ((EgressFlow[])[.. SmallProject.Plan(CloudKind.Aws).Policy.Egress]).First(flow => flow.Protocol is null).Cidrs;
        EgressDestination To(string name, params int[] ports) => new(name, internet, false, IpProtocol.Tcp, [.. ports]);

        var one = Lines(To("a", 443));
        var many = Lines([.. Enumerable.Range(0, 12).Select(i => To($"to{i}", 443))]);
        var ports = Lines([.. Enumerable.Range(0, 12).Select(i => To($"to{i}", 8000 + i))]);

        Assert.Equal(one, many);
        Assert.Equal(one, ports);
        Assert.Empty(
            Check(SmallProject.Plan(CloudKind.Aws, egress: SmallProject.Only([.. Enumerable.Range(0, 12).Select(i => To($"to{i}", 443))])))
        );
    }

    [Theory]
    [InlineData(CloudKind.Local)]
    [InlineData(CloudKind.Aws)]
    [InlineData(CloudKind.Azure)]
    [InlineData(CloudKind.Gcp)]
    public void TokenIn_WhatAVmWasGiven_IsItsToken(CloudKind cloud) =>
        Assert.Equal(
            Token,
            UserData.TokenIn(Convert.ToBase64String(Filled.UserData(SmallProject.Plan(cloud), "orders-db-1").Render(Token)))
        );

    [Fact]
    public void TokenIn_WhatAnEarlierVersionWrote_IsItsToken() =>
        Assert.Equal(
            Token,
            UserData.TokenIn(
                Zipped(
                    "write_files:\n- path: \"/etc/infra/enrolment-token\"\n  owner: \"root\"\n  permissions: \"0600\"\n"
                        + $"  content: |\n      {Token}\n- path: \"x\"\n"
                )
            )
        );

    public static TheoryData<string?> NotUserData =>
        new()
        {
            null,
            "",
            "no base64",
            Convert.ToBase64String("no gzip"u8),
            Zipped(""),
            Zipped($"{Token}\n"),
            Zipped($"- path: \"/etc/infra/enrolment-token\"\n- path: \"/other\"\n  content: |\n   {Token}\n"),
            Zipped($"- path: \"/etc/infra/enrolment-token\"\n  content: |\n   {UserData.TokenPlace}\n"),
            Zipped(new string('a', 1 << 24)),
        };

    [Theory]
    [MemberData(nameof(NotUserData))]
    public void TokenIn_AnythingElse_IsNone(string? userData) => Assert.Null(UserData.TokenIn(userData));

    private static string Zipped(string text)
    {
        var bytes = new MemoryStream();
        using (var zip = new GZipStream(bytes, CompressionLevel.Fastest))
            zip.Write(Encoding.UTF8.GetBytes(text));
        return Convert.ToBase64String(bytes.ToArray());
    }

    private static int Lines(params EgressDestination[] destinations) =>
        Filled
            .UserData(SmallProject.Plan(CloudKind.Aws, egress: SmallProject.Only(destinations)), "orders-db-1")
            .Text.Count(c => c == '\n');

    private static IEnumerable<Cidr> Unlike(int number) =>
        Enumerable.Range(0, number).Select(i => Stable.Sha256($"{i}")).Select(h => Cidr.Parse($"{h[0] % 200 + 1}.{h[1]}.{h[2]}.{h[3]}/32"));

    private static ImmutableArray<Diagnostic> Check(ProjectPlan plan) =>
        UserDataCheck.Check(plan, [NodePlan.Compile(plan, "orders-db-1").FirstBoot], path => new SourceLocation(
            "Pulumi.x.yaml",
            0,
            0,
            path
        ));
}
