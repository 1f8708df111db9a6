namespace Infra.Core.Topology;

/// <summary>Something that the lock file must gain, lose or change.</summary>
/// <param name="Path">In the lock file.</param>
/// <param name="Sentence">For people: what happened to what, and why.</param>
internal sealed record LockChange(string Path, string Sentence);
