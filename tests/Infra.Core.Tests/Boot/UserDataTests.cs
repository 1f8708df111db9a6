using System.IO.Compression;
using System.Text;
using Infra.Core.Boot;
using Infra.Core.Catalog;
using Infra.Core.Spec;
using Infra.Core.Tests.Fixtures;

namespace Infra.Core.Tests.Boot;

public class UserDataTests
{
    private const string Token = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData(CloudKind.Local)]
    [InlineData(CloudKind.Aws)]
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
}
