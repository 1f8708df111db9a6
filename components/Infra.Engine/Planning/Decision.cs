using System.Collections.Immutable;
using Infra.Engine.Results;
using Infra.Engine.State;
using Infra.Engine.Values;

namespace Infra.Engine.Planning;

/// <summary>What will happen to one declared resource, and why.</summary>
internal sealed record Decision
{
    public required StepAction Action { get; init; }

    /// <summary>The inputs that will apply, with ignored changes resolved.</summary>
    public required Value.Map Inputs { get; init; }

    /// <summary>The current resource.</summary>
    public ResourceState? Old { get; init; }

    public ImmutableArray<Difference> Differences { get; init; } = [];

    /// <summary>The paths in <see cref="Differences"/> that require a replacement.</summary>
    public ImmutableHashSet<string> ReplacingPaths { get; init; } = [];

    public string? Reason { get; init; }

    /// <summary>For a replacement: the old resource is deleted first.</summary>
    public bool DeleteFirst { get; init; }

    /// <summary>An interrupted creation of a different resource: deleted before anything is created.</summary>
    public PendingOperation? Abandoned { get; init; }
}
