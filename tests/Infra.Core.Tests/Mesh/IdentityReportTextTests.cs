using Infra.Core.Mesh;

namespace Infra.Core.Tests.Mesh;

public class IdentityReportTextTests
{
    [Theory]
    [InlineData(null, "returned an empty identity report")]
    [InlineData("", "returned an empty identity report")]
    [InlineData(" \n", "returned an empty identity report")]
    [InlineData("null", "not an identity report")]
    [InlineData("[]", "not an identity report")]
    [InlineData("7", "not an identity report")]
    [InlineData("{", "not an identity report")]
    [InlineData("{}", "not an identity report")]
    [InlineData("""{"node": 1}""", "not an identity report")]
    [InlineData("""{"node": null, "instance": null, "hostKey": null, "wireGuardKey": null, "mac": null}""", "another node")]
    [InlineData("""{"node": "a", "node": "a"}""", "twice")]
    public void Verify_NoReport_NamesTheNodeAndWhatItSaid(string? text, string why)
    {
        var error = Assert.Throws<IdentityException>(() => IdentityReport.Verify(text, "orders-db-1", new string('a', 64)));

        Assert.Contains("orders-db-1", error.Message, StringComparison.Ordinal);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Verify_NoToken_BelievesNothing(string? token) =>
        Assert.Throws<IdentityException>(() => IdentityReport.Verify("{}", "orders-db-1", token));
}
