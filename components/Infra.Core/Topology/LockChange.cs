namespace Infra.Core.Topology;

/// <summary>What a lock file change does, most severe first: the order of messages.</summary>
public enum LockChangeKind
{
    /// <summary>A VM is replaced: its volumes start empty.</summary>
    Empties,

    /// <summary>A service or node is removed together with its volumes.</summary>
    Removes,

    /// <summary>An address, port, number or zone is freed; it held no data.</summary>
    Frees,

    /// <summary>Something is changed in place.</summary>
    Changes,

    /// <summary>Something is added.</summary>
    Adds,
}

/// <summary>One addition, removal or change in the lock file.</summary>
/// <param name="Path">Path in the lock file.</param>
/// <param name="Sentence">Human-readable: what changed, and why.</param>
public sealed record LockChange(LockChangeKind Kind, string Path, string Sentence)
{
    /// <summary>Whether applying the change loses data.</summary>
    public bool LosesData => Kind is LockChangeKind.Empties or LockChangeKind.Removes;

    public override string ToString() => Sentence;
}
