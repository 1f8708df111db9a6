using System.Collections.Immutable;
using Infra.Engine.Values;

namespace Infra.Engine.State;

/// <summary>A resource that exists, as the last run left it.</summary>
internal sealed record ResourceState
{
    /// <summary>Unique in its file and rising: tells the old one from the new one of a replacement.</summary>
    public required long Sequence { get; init; }

    public required string Urn { get; init; }

    public required string Type { get; init; }

    public required string Name { get; init; }

    public string? Parent { get; init; }

    public required bool Custom { get; init; }

    /// <summary>The provider's id; empty for components.</summary>
    public string Id { get; init; } = "";

    /// <summary>With ignored changes resolved: what was really applied.</summary>
    public Value.Map Inputs { get; init; } = Value.Map.Empty;

    public Value.Map Outputs { get; init; } = Value.Map.Empty;

    /// <summary>The value of the replacementTrigger option, when it is set.</summary>
    public Value? ReplacementTrigger { get; init; }

    /// <summary>URNs; the parent is not repeated here.</summary>
    public ImmutableArray<string> Dependencies { get; init; } = [];

    public bool Protect { get; init; }

    public bool RetainOnDelete { get; init; }

    /// <summary>The URN whose deletion takes this one along, so that nothing has to be run for it.</summary>
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
/// An operation written down before it starts and struck out when it has succeeded. Found in a file at the start of a
/// run, it says that its effect is unknown.
/// </summary>
/// <param name="Id">Names the file in which its process id is noted.</param>
/// <param name="Resource">Create and Update: as it should become. Delete: as it was.</param>
internal sealed record PendingOperation(string Id, OperationKind Kind, ResourceState Resource);
