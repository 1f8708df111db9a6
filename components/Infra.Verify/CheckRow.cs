namespace Infra.Verify;

/// <summary>One line of the verify table: what was looked at, what the plan says, and what was seen.</summary>
/// <param name="Check">The kind of check, e.g. <c>volume</c>; stable, scripts may select on it.</param>
/// <param name="Subject">What it is about: a node, a volume, a pair of nodes, a direction.</param>
/// <param name="Expected">What the plan demands, in words.</param>
/// <param name="Observed">The fact seen, as seen: never a repetition of <paramref name="Expected"/>.</param>
public sealed record CheckRow(string Check, string Subject, string Expected, string Observed, bool Passed);
