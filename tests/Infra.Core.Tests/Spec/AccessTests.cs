using Infra.Core.Diagnostics;

namespace Infra.Core.Tests.Spec;

/// <summary>Who gets in, and by which route: what the stack file can express, and what is warned about or rejected.</summary>
public sealed class AccessTests
{
    [Theory]
    [InlineData("[0.0.0.0/0]")]
    [InlineData("[0.0.0.0/1, 128.0.0.0/1]")]
    [InlineData("[\"::/0\"]")]
    public void AllowedSources_Everyone_IsAWarningOnly(string sources)
    {
        var outcome = StackText.Compile(StackText.With("[10.7.0.0/16]", sources));

        Assert.True(outcome.Succeeded);
        var warning = Assert.Single(outcome.Diagnostics);
        Assert.Equal((DiagnosticCodes.OpenToEveryone, Severity.Warning), (warning.Code, warning.Severity));
        Assert.Equal("services.orders-db.allowedSources[0]", warning.Where.Path);
    }

    // Where the finding is, and the share it reports; null: no finding.
    [Theory]
    [InlineData("[0.0.0.0/1, 128.0.0.0/2, 192.0.0.0/3]", 0, "all of the IPv4 internet: everyone may connect")]
    [InlineData("[10.7.0.0/16, 192.0.0.0/3, 128.0.0.0/2, 0.0.0.0/1]", 3, "all of the IPv4 internet: everyone may connect")]
    [InlineData(
        "[1.0.0.0/8, 2.0.0.0/7, 4.0.0.0/6, 8.0.0.0/5, 16.0.0.0/4, 32.0.0.0/3, 64.0.0.0/2, 128.0.0.0/1]",
        7,
        "all of the IPv4 internet"
    )]
    [InlineData("[0.0.0.0/1, 128.0.0.0/2]", 0, "85.5 % of the IPv4 internet: no single organization owns that much")]
    [InlineData("[0.0.0.0/1]", 0, "56.5 % of the IPv4 internet")]
    [InlineData("[2.0.0.0/7]", 0, "0.9 % of the IPv4 internet")]
    [InlineData("[2.0.0.0/8, 4.0.0.0/8]", 0, "0.9 % of the IPv4 internet")]
    [InlineData("[2.0.0.0/9, 4.0.0.0/9, 6.0.0.0/9]", 0, "0.7 % of the IPv4 internet")]
    [InlineData("[\"2000::/3\"]", 0, "all of the IPv6 internet: everyone may connect")]
    [InlineData("[\"2000::/4\", \"3000::/4\"]", 0, "all of the IPv6 internet")]
    [InlineData("[\"2400::/12\"]", 0, "of the IPv6 internet: no single organization owns that much")]
    [InlineData("[2.0.0.0/8]", 0, null)]
    [InlineData("[2.0.0.0/9, 4.0.0.0/9]", 0, null)]
    [InlineData("[\"2400:1::/32\", 203.0.113.0/24]", 0, null)]
    [InlineData("[10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, \"fc00::/7\"]", 0, null)]
    public void AllowedSources_TheInternetInPieces_IsAWarningToo(string sources, int at, string? says)
    {
        var outcome = StackText.Compile(StackText.With("[10.7.0.0/16]", sources));

        Assert.True(outcome.Succeeded, string.Join('\n', outcome.Diagnostics));
        var warnings = outcome.Diagnostics.Where(found => found.Code != DiagnosticCodes.SourceHoldsProject).ToList();
        Assert.Equal(says is null ? 0 : 1, warnings.Count);
        if (says is not null)
        {
            var warning = warnings[0];
            Assert.Equal(
                (DiagnosticCodes.OpenToEveryone, Severity.Warning, $"services.orders-db.allowedSources[{at}]"),
                (warning.Code, warning.Severity, warning.Where.Path)
            );
            Assert.Contains(says, warning.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>A private network around the project's own admits the nodes of other services as clients.</summary>
    [Theory]
    [InlineData("10.0.0.0/8", true)]
    [InlineData("10.76.0.0/15", true)]
    [InlineData("\"fc00::/7\"", true)]
    [InlineData("10.78.0.0/15", false)]
    [InlineData("0.0.0.0/0", false)]
    public void AllowedSources_AroundTheProjectsOwnNetwork_AreAWarning(string source, bool warned)
    {
        var outcome = StackText.Compile(StackText.With("[10.7.0.0/16]", $"[192.168.7.0/24, {source}]"));

        Assert.True(outcome.Succeeded);
        Assert.Equal(
            warned ? [(Severity.Warning, "services.orders-db.allowedSources[1]", 16)] : [],
            outcome
                .Diagnostics.Where(found => found.Code == DiagnosticCodes.SourceHoldsProject)
                .Select(found => (found.Severity, found.Where.Path, found.Where.Line))
        );
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(5, false)]
    public void ManagementSources_TheInternetInPieces_AreRefused(int pieces, bool taken)
    {
        var networks = Enumerable.Range(0, pieces).Select(i => $"{(2 * i) + 20}.0.0.0/8");
        var outcome = StackText.Compile(StackText.With("[198.51.100.0/28]", $"[{string.Join(", ", networks)}]"));

        Assert.Equal(taken, outcome.Succeeded);
        Assert.Equal(taken ? "" : DiagnosticCodes.ManagementOpen, string.Join(' ', outcome.Diagnostics.Select(found => found.Code)));
    }

    [Theory]
    [InlineData("aws", "eu-west-1", "[20.3.113.0/24, 10.7.0.0/16]", "1 of these networks is not private")]
    [InlineData("azure", "westeurope", "[20.3.113.0/24, 20.4.2.0/26]", "2 of these networks are not private")]
    [InlineData("gcp", "europe-west1", "[20.3.113.0/24]", "1 of these networks is not private")]
    [InlineData("aws", "eu-west-1", "[10.7.0.0/16, 100.64.0.0/16]", null)]
    [InlineData("local", "local", "[20.3.113.0/24]", null)]
    [InlineData("aws", "eu-west-1", "[20.3.113.0/24]\n        publicAccess: true", null)]
    [InlineData("azure", "westeurope", "[20.3.113.0/24]\n        publicAccess: true", null)]
    [InlineData(
        "aws",
        "eu-west-1",
        "[20.3.113.0/24]\n        components: { pg: { publicAccess: true } }",
        "1 of these networks is not private"
    )]
    [InlineData("aws", "eu-west-1", "[]\n        components: { pg: { publicAccess: true, allowedSources: [20.3.113.0/24] } }", null)]
    public void Sources_ThatNoRouteLeadsFrom_AreWarnedAbout(string cloud, string region, string sources, string? says)
    {
        var outcome = StackText.Compile(StackText.Replace(StackText.On(cloud, region), "[10.7.0.0/16]", sources));

        Assert.True(outcome.Succeeded, string.Join('\n', outcome.Diagnostics));
        if (says is null)
        {
            Assert.Empty(outcome.Diagnostics);
            return;
        }

        var warning = Assert.Single(outcome.Diagnostics);
        Assert.Equal(
            (DiagnosticCodes.NoPublicAddress, Severity.Warning, "services.orders-db.allowedSources"),
            (warning.Code, warning.Severity, warning.Where.Path)
        );
        Assert.StartsWith(says, warning.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "publicAccess: true", 1)]
    [InlineData("", "components: { pg: { publicAccess: true } }", 1)]
    [InlineData("", "publicAccess: false", 0)]
    [InlineData("", "", 0)]
    [InlineData("standard", "publicAccess: true", 0)]
    public void PublicAccess_OfAnEceDeployment_IsRefused(string deployment, string access, int found)
    {
        var text = StackText.Replace(
            StackText.On("aws", "eu-west-1"),
            "        mesh: wireguard\n",
            access.Length == 0 ? "" : $"        {access}\n"
        );

        Assert.Equal(
            found,
            StackText
                .Compile(deployment.Length > 0 ? text : StackText.Replace(text, "deployment: standard", "deployment: ece"))
                .Diagnostics.Count(diagnostic => diagnostic.Code == DiagnosticCodes.NoPublicAddressHere)
        );
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("publicAccess: true", "1")]
    [InlineData("publicAccess: false", "")]
    [InlineData("components: { pg: { publicAccess: true } }", "1")]
    [InlineData("publicAccess: false\n        components: { pg: { publicAccess: true } }", "1")]
    [InlineData("publicAccess: true\n        components: { pg: { publicAccess: false } }", "1")]
    [InlineData("components: { pg: { publicAccess: false } }", "")]
    public void PublicAddresses_TakeAWrittenWord(string access, string given) =>
        Assert.Equal(
            given.Length > 0,
            StackText
                .Plan(StackText.With("        mesh: wireguard\n", access.Length == 0 ? "" : $"        {access}\n"))
                .Spec.Services["orders-db"]
                .PublicAddresses
        );

    [Fact]
    public void AllowedSources_MoreThanTheLimit_AreCountedWithoutDuplicates()
    {
        Assert.True(StackText.Compile(StackText.With("[10.7.0.0/16]", List(8000, repeat: 2))).Succeeded);

        var found = Assert.Single(StackText.Compile(StackText.With("[10.7.0.0/16]", List(8001, repeat: 1))).Diagnostics);
        Assert.Equal(DiagnosticCodes.TooManySources, found.Code);
        Assert.Contains("8001 allowed sources; the limit is 8000", found.Message, StringComparison.Ordinal);

        static string List(int count, int repeat) =>
            "["
            + string.Join(
                ", ",
                Enumerable.Repeat(Enumerable.Range(0, count).Select(i => $"20.{i / 256}.{i % 256}.0/32"), repeat).SelectMany(x => x)
            )
            + "]";
    }
}
