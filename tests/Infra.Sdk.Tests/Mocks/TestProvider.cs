using Pulumi;

namespace Infra.Sdk.Tests.Mocks;

public sealed class TestProvider(string name, TestProviderArgs? args = null)
    : ProviderResource("test", name, args ?? new TestProviderArgs(), null);

public sealed class TestProviderArgs : ResourceArgs
{
    [Input("tags", json: true)]
    private InputMap<string>? _tags;

    public InputMap<string> Tags
    {
        get => _tags ??= new InputMap<string>();
        set => _tags = value;
    }

    [Input("retries", json: true)]
    public Input<int>? Retries { get; set; }
}
