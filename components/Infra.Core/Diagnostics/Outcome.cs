using System.Collections.Immutable;

namespace Infra.Core.Diagnostics;

/// <summary>A value and the diagnostics on the way to it. With an error among them there is no value.</summary>
public sealed record Outcome<T>(T? Value, ImmutableArray<Diagnostic> Diagnostics)
    where T : class
{
    /// <summary>True if no diagnostic is an error; then <see cref="Value"/> is set.</summary>
    public bool Succeeded => Value is not null && !Diagnostics.Any(d => d.Severity == Severity.Error);
}
