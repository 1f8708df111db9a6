using Pulumi;

namespace Infra.Sdk.Tests.Mocks;

/// <summary>A component whose constructor calls a function to create its children.</summary>
public sealed class Group : ComponentResource
{
    public Group(string name, Action<Group>? fill = null, ComponentResourceOptions? options = null)
        : base("test:index:Group", name, options) => fill?.Invoke(this);

    public void Publish(IDictionary<string, object?> outputs) => RegisterOutputs(outputs);
}
