using System.Collections.Immutable;

namespace Pulumi.Testing;

public class MockResourceArgs
{
    public string? Type { get; set; }

    public string? Name { get; set; }

    /// <summary>Plain values: numbers as double, lists and maps immutable; unset, null or partly unknown ones are absent.</summary>
    public ImmutableDictionary<string, object> Inputs { get; set; } = null!;

    public string? Provider { get; set; }

    /// <summary>The ID to read or import; empty for a new resource.</summary>
    public string? Id { get; set; }
}
