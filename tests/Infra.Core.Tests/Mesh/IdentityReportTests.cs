using System.Text.Json;
using Infra.Core.Mesh;
using Infra.Core.Tests.Fixtures;

namespace Infra.Core.Tests.Mesh;

public class IdentityReportTests
{
    private const string Node = "orders-db-1";
    private static readonly string Token = new('a', 64);
    private static readonly JsonSerializerOptions Plain = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
    private static readonly NodeIdentity Identity = SampleIdentity.Of(Node, 1);

    [Fact]
    public void Verify_ReportOfTheNode_IsBelieved() => Assert.Equal(Identity, IdentityReport.Verify(Report(Identity), Node, Token));

    /// <summary>The same numbers as computed by infra-apply, so that neither side can drift on its own.</summary>
    [Fact]
    public void Mac_KnownReport_IsThisNumber() =>
        Assert.Equal(
            "adae5e95d7d0eae7a0e8e0d0c1d0ac628014f275c21c3103ec77dcb6445ba052",
            IdentityReport.Mac(
                new NodeIdentity(
                    Node,
                    "c9634ba7467a1354d75449009b781be8",
                    "ssh-ed25519 AAAAC3Nz",
                    "cHVibGljcHVibGljcHVibGljcHVibGljcHVibGljMTI="
                ),
                new string('0', 64)
            )
        );

    public static TheoryData<string, string> Refused =>
        new()
        {
            { Report(Identity with { Node = "orders-db-2" }), "another node" },
            { Report(Identity, token: new string('b', 64)), "did not prove" },
            {
                Report(Identity).Replace(Identity.WireGuardKey, SampleIdentity.Of(Node, 9).WireGuardKey, StringComparison.Ordinal),
                "did not prove"
            },
            { Report(Identity).Replace(Identity.HostKey, SampleIdentity.Of(Node, 9).HostKey, StringComparison.Ordinal), "did not prove" },
            { Report(Identity).Replace(Identity.Instance, new string('0', 32), StringComparison.Ordinal), "did not prove" },
            { Report(Identity, mac: ""), "did not prove" },
            { Report(Identity with { WireGuardKey = "short" }), "invalid format" },
            { Report(Identity with { WireGuardKey = Identity.WireGuardKey + "\nEndpoint = 203.0.113.1:1" }), "invalid format" },
            { Report(Identity with { HostKey = "ssh-rsa AAAA" }), "invalid format" },
            { Report(Identity with { HostKey = Identity.HostKey + "\nssh-ed25519 AAAA" }), "invalid format" },
            { Report(Identity with { Instance = "../x" }), "invalid format" },
            { "", "returned an empty identity report" },
            { "[]", "not an identity report" },
            { "{}", "nothing else" },
            { "{\"node\":1}", "not an identity report" },
            { Report(Identity).Replace("\"mac\"", "\"mac2\"", StringComparison.Ordinal), "nothing else" },
            { Report(Identity).Replace("{\"node\"", "{\"node\":\"x\",\"node\"", StringComparison.Ordinal), "twice" },
        };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Verify_AnythingElse_IsRefusedAndTheTokenNotNamed(string json, string said)
    {
        var error = Assert.Throws<IdentityException>(() => IdentityReport.Verify(json, Node, Token));

        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_WithoutAProof_IsWhatItSays() => Assert.Equal(Identity, IdentityReport.Read(Report(Identity, mac: ""), Node));

    [Theory]
    [MemberData(nameof(Refused))]
    public void Read_OfOtherForms_IsRefusedAsWell(string json, string said)
    {
        if (said != "did not prove")
            Assert.Contains(
                said,
                Assert.Throws<IdentityException>(() => IdentityReport.Read(json, Node)).Message,
                StringComparison.Ordinal
            );
    }

    private static string Report(NodeIdentity identity, string? token = null, string? mac = null) =>
        JsonSerializer.Serialize(
            new
            {
                node = identity.Node,
                instance = identity.Instance,
                hostKey = identity.HostKey,
                wireGuardKey = identity.WireGuardKey,
                mac = mac ?? IdentityReport.Mac(identity, token ?? Token),
            },
            Plain
        );
}
