using System.Collections.Immutable;

namespace Pulumi.Testing;

public class MockResourceArgs
{
    public string? Type { get; set; }

    public string? Name { get; set; }

    /// <summary>Plain values: numbers double, lists and maps immutable; what is unset, null or not all known is not there.</summary>
    public ImmutableDictionary<string, object> Inputs { get; set; } = null!;

    public string? Provider { get; set; }

    /// <summary>The id to read or import; empty for a new resource.</summary>
    public string? Id { get; set; }
}
