using Pulumi;

namespace Infra.Sdk.Tests.Mocks;

public sealed class ThingArgs : ResourceArgs
{
    [Input("text")]
    public Input<string>? Text { get; set; }

    [Input("flag")]
    public Input<bool>? Flag { get; set; }

    [Input("count")]
    public Input<int>? Count { get; set; }

    [Input("ratio")]
    public Input<double>? Ratio { get; set; }

    [Input("items")]
    private InputList<string>? _items;

    public InputList<string> Items
    {
        get => _items ??= new InputList<string>();
        set => _items = value;
    }

    [Input("tags")]
    private InputMap<string>? _tags;

    public InputMap<string> Tags
    {
        get => _tags ??= new InputMap<string>();
        set => _tags = value;
    }

    [Input("triggers")]
    private InputList<object>? _triggers;

    public InputList<object> Triggers
    {
        get => _triggers ??= new InputList<object>();
        set => _triggers = value;
    }

    [Input("nested")]
    public Input<NestedArgs>? Nested { get; set; }

    [Input("mode")]
    public Input<Mode>? Mode { get; set; }

    [Input("either")]
    public InputUnion<string, int>? Either { get; set; }

    [Input("source")]
    public Input<AssetOrArchive>? Source { get; set; }

    [Input("document", json: true)]
    public Input<NestedArgs>? Document { get; set; }
}
