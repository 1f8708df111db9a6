using System.Collections.Immutable;

namespace Infra.Core.Diagnostics;

/// <summary>A value and everything found on the way to it. With an error among the findings there is no value.</summary>
public sealed record Outcome<T>(T? Value, ImmutableArray<Diagnostic> Diagnostics)
    where T : class
{
    /// <summary>True when nothing found is an error; <see cref="Value"/> is then set.</summary>
    public bool Succeeded => Value is not null && !Diagnostics.Any(d => d.Severity == Severity.Error);
}
