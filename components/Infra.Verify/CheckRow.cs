namespace Infra.Verify;

/// <summary>One line of the verify table: what was checked, what the plan requires, and what was observed.</summary>
/// <param name="Check">The kind of check, e.g. <c>volume</c>; stable, so scripts may select on it.</param>
/// <param name="Subject">What it concerns: a node, a volume, a pair of nodes, a direction.</param>
/// <param name="Expected">What the plan requires, in words.</param>
/// <param name="Observed">The observed fact: never a repetition of <paramref name="Expected"/>.</param>
public sealed record CheckRow(string Check, string Subject, string Expected, string Observed, bool Passed);
