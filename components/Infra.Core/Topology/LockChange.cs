namespace Infra.Core.Topology;

/// <summary>What a change of the lock file does, gravest first: the order in which people are told.</summary>
public enum LockChangeKind
{
    /// <summary>A VM is replaced: its volumes start empty.</summary>
    Empties,

    /// <summary>A service or a node goes, and its volumes with it.</summary>
    Removes,

    /// <summary>An address, port, number or zone is free again; no data was behind it.</summary>
    Frees,

    /// <summary>Something that stays is changed where it is.</summary>
    Changes,

    /// <summary>Something new.</summary>
    Adds,
}

/// <summary>Something that the lock file must gain, lose or change.</summary>
/// <param name="Path">In the lock file.</param>
/// <param name="Sentence">For people: what happened to what, and why.</param>
public sealed record LockChange(LockChangeKind Kind, string Path, string Sentence)
{
    /// <summary>Whether data is gone once the change is applied.</summary>
    public bool LosesData => Kind is LockChangeKind.Empties or LockChangeKind.Removes;

    public override string ToString() => Sentence;
}
