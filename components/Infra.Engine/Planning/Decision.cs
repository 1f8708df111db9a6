using System.Collections.Immutable;
using Infra.Engine.Results;
using Infra.Engine.State;
using Infra.Engine.Values;

namespace Infra.Engine.Planning;

/// <summary>What is to happen to one declared resource, and why.</summary>
internal sealed record Decision
{
    public required StepAction Action { get; init; }

    /// <summary>The inputs that will be in force, ignored changes resolved.</summary>
    public required Value.Map Inputs { get; init; }

    /// <summary>The resource in force now.</summary>
    public ResourceState? Old { get; init; }

    public ImmutableArray<Difference> Differences { get; init; } = [];

    /// <summary>The paths in <see cref="Differences"/> that make it a replacement.</summary>
    public ImmutableHashSet<string> ReplacingPaths { get; init; } = [];

    public string? Reason { get; init; }

    /// <summary>Of a replacement: the old one goes first.</summary>
    public bool DeleteFirst { get; init; }

    /// <summary>A creation that was interrupted while it made something else: deleted before anything is made.</summary>
    public PendingOperation? Abandoned { get; init; }
}
