using Pulumi;

namespace Infra.Sdk.Tests.Mocks;

public sealed class NestedArgs : ResourceArgs
{
    [Input("name", required: true)]
    public Input<string> Name { get; set; } = null!;

    [Input("size")]
    public Input<int>? Size { get; set; }
}
