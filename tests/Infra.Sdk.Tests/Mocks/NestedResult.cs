using Pulumi;

namespace Infra.Sdk.Tests.Mocks;

[OutputType]
public sealed class NestedResult
{
    public readonly string Name;
    public readonly int? Size;
    public readonly string? Namespace;

    [OutputConstructor]
    private NestedResult(string name, int? size, [OutputConstructorParameter("namespace")] string? @space)
    {
        Name = name;
        Size = size;
        Namespace = @space;
    }
}
