using System.Collections.Immutable;
using Infra.Engine.Values;

namespace Infra.Engine.State;

/// <summary>Everything known about one stack. Immutable; <see cref="StateStore"/> holds the current one.</summary>
internal sealed record StackState
{
    public required string Project { get; init; }

    public required string Stack { get; init; }

    public long NextSequence { get; init; } = 1;

    public Value.Map Outputs { get; init; } = Value.Map.Empty;

    public ImmutableArray<ResourceState> Resources { get; init; } = [];

    public ImmutableArray<PendingOperation> Pending { get; init; } = [];

    public bool IsEmpty => Resources.IsEmpty && Pending.IsEmpty;

    /// <summary>The current resource with this URN.</summary>
    public ResourceState? Current(string urn) => Resources.FirstOrDefault(r => r.Urn == urn && !r.Replaced);

    public PendingOperation? PendingOf(string urn, OperationKind kind) =>
        Pending.FirstOrDefault(p => p.Kind == kind && p.Resource.Urn == urn && !p.Resource.Replaced);
}
