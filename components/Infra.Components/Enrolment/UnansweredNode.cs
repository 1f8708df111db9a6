namespace Infra.Components.Enrolment;

/// <summary>A node that did not respond before its push.</summary>
/// <param name="Sentence">The message: which node, at which address, and for how long.</param>
/// <param name="Replacement">The command that replaces it.</param>
internal sealed record UnansweredNode(string Sentence, string Replacement);
