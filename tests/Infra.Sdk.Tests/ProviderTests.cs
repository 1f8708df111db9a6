using Infra.Sdk.Tests.Mocks;

namespace Infra.Sdk.Tests;

public class ProviderTests
{
    [Fact]
    public async Task Child_OfAComponentWithProviders_GetsTheOneOfItsPackage()
    {
        var mocks = new RecordingMocks();
        await Run.UpAsync(mocks, () =>
        {
            var provider = new TestProvider("given");
            _ = new Group(
                "group",
                outer => _ = new Group("inner", inner => _ = new Thing("deep", null, new() { Parent = inner }), new() { Parent = outer }),
                new() { Providers = { provider } }
            );
            _ = new Thing("outside");
        });
        Assert.EndsWith("::given::given-id", mocks["deep"].Provider, StringComparison.Ordinal);
        Assert.Equal("", mocks["outside"].Provider);
    }

    [Fact]
    public async Task Component_WithProviderAndProviders_IsRefused()
    {
        var failure = await Run.FailureAsync(() => Run.UpAsync(new RecordingMocks(), () =>
            {
                var provider = new TestProvider("provider");
                _ = new Group("group", null, new() { Provider = provider, Providers = { provider } });
            }));
        Assert.Contains("Do not supply both", failure.Message, StringComparison.Ordinal);
    }
}
