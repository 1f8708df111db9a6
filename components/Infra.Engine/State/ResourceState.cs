using System.Collections.Immutable;
using Infra.Engine.Values;

namespace Infra.Engine.State;

/// <summary>A resource that exists, as the last run left it.</summary>
internal sealed record ResourceState
{
    /// <summary>Unique in its file and increasing: tells the old resource from the new one of a replacement.</summary>
    public required long Sequence { get; init; }

    public required string Urn { get; init; }

    public required string Type { get; init; }

    public required string Name { get; init; }

    public string? Parent { get; init; }

    public required bool Custom { get; init; }

    /// <summary>The provider's ID; empty for components.</summary>
    public string Id { get; init; } = "";

    /// <summary>As actually applied, with ignored changes resolved.</summary>
    public Value.Map Inputs { get; init; } = Value.Map.Empty;

    public Value.Map Outputs { get; init; } = Value.Map.Empty;

    /// <summary>The value of the replacementTrigger option, if set.</summary>
    public Value? ReplacementTrigger { get; init; }

    /// <summary>URNs; the parent is not included.</summary>
    public ImmutableArray<string> Dependencies { get; init; } = [];

    public bool Protect { get; init; }

    public bool RetainOnDelete { get; init; }

    /// <summary>The URN whose deletion also removes this resource, so that nothing has to be run for it.</summary>
    public string? DeletedWith { get; init; }

    /// <summary>It has been replaced and waits to be deleted.</summary>
    public bool Replaced { get; init; }

    public override string ToString() => $"{Name} ({Type})";
}

/// <summary>What an operation was doing when the file was written.</summary>
internal enum OperationKind
{
    Create,
    Update,
    Delete,
}

/// <summary>
/// An operation recorded before it starts and removed once it has succeeded. One found at the start of a run has an unknown effect.
/// </summary>
/// <param name="Id">Name of the file in which its process ID is recorded.</param>
/// <param name="Resource">Create and Update: the desired state. Delete: the last state.</param>
internal sealed record PendingOperation(string Id, OperationKind Kind, ResourceState Resource);
