using Infra.Core.Diagnostics;

namespace Infra.Core.Tests.Spec;

/// <summary>Who gets in, and by which way: what the stack file says of it, and what is warned about or refused.</summary>
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

    [Theory]
    [InlineData("aws", "eu-west-1", "[203.0.113.0/24, 10.7.0.0/16]", "1 of these networks is not private")]
    [InlineData("azure", "westeurope", "[203.0.113.0/24, 192.0.2.0/26]", "2 of these networks are not private")]
    [InlineData("gcp", "europe-west1", "[203.0.113.0/24]", "1 of these networks is not private")]
    [InlineData("aws", "eu-west-1", "[10.7.0.0/16, 100.64.0.0/16]", null)]
    [InlineData("local", "local", "[203.0.113.0/24]", null)]
    [InlineData("aws", "eu-west-1", "[203.0.113.0/24]\n        publicAccess: true", null)]
    [InlineData("azure", "westeurope", "[203.0.113.0/24]\n        publicAccess: true", null)]
    [InlineData("aws", "eu-west-1", "[203.0.113.0/24]\n        components: { pg: { publicAccess: true } }", "1 of these networks is not private")]
    [InlineData("aws", "eu-west-1", "[]\n        components: { pg: { publicAccess: true, allowedSources: [203.0.113.0/24] } }", null)]
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
        Assert.Equal((DiagnosticCodes.NoPublicAddress, Severity.Warning, "services.orders-db.allowedSources"), (warning.Code, warning.Severity, warning.Where.Path));
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
        var text = StackText.Replace(StackText.On("aws", "eu-west-1"), "        mesh: wireguard\n", access.Length == 0 ? "" : $"        {access}\n");

        Assert.Equal(found, StackText.Compile(deployment.Length > 0 ? text : StackText.Replace(text, "deployment: standard", "deployment: ece"))
            .Diagnostics.Count(diagnostic => diagnostic.Code == DiagnosticCodes.NoPublicAddressHere));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("publicAccess: true", "1")]
    [InlineData("publicAccess: false", "")]
    [InlineData("components: { pg: { publicAccess: true } }", "1")]
    [InlineData("publicAccess: false\n        components: { pg: { publicAccess: true } }", "1")]
    [InlineData("publicAccess: true\n        components: { pg: { publicAccess: false } }", "1")]
    [InlineData("components: { pg: { publicAccess: false } }", "")]
    public void PublicAddresses_TakeAWrittenWord(string access, string given) => Assert.Equal(
        given.Length > 0,
        StackText.Plan(StackText.With("        mesh: wireguard\n", access.Length == 0 ? "" : $"        {access}\n")).Spec.Services["orders-db"].PublicAddresses);

    [Theory]
    [InlineData("[198.51.100.0/28]", true)]
    [InlineData("[198.51.100.0/28, 10.99.0.0/24]", false)]
    [InlineData("[10.99.0.0/24]", false)]
    [InlineData("[100.64.1.0/24]", false)]
    public void Operators_WithAPrivateNetworkAmongTheirs_DoNotComeFromTheInternetAlone(string sources, bool internet) =>
        Assert.Equal(internet, StackText.Plan(StackText.With("[198.51.100.0/28]", sources)).Spec.OperatorsComeFromInternet);

    [Fact]
    public void AllowedSources_MoreThanTheLimit_AreCountedWithoutDuplicates()
    {
        Assert.True(StackText.Compile(StackText.With("[10.7.0.0/16]", List(8000, repeat: 2))).Succeeded);

        var found = Assert.Single(StackText.Compile(StackText.With("[10.7.0.0/16]", List(8001, repeat: 1))).Diagnostics);
        Assert.Equal(DiagnosticCodes.TooManySources, found.Code);
        Assert.Contains("8001 allowed sources; the limit is 8000", found.Message, StringComparison.Ordinal);

        static string List(int count, int repeat) =>
            $"[{string.Join(", ", Enumerable.Repeat(Enumerable.Range(0, count).Select(i => $"20.{i / 256}.{i % 256}.0/32"), repeat).SelectMany(x => x))}]";
    }
}
