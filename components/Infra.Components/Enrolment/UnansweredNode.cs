namespace Infra.Components.Enrolment;

/// <summary>A node that did not answer before it was to be pushed to.</summary>
/// <param name="Sentence">That it did not, where, and for how long.</param>
/// <param name="Replacement">The command that asks for another one.</param>
internal sealed record UnansweredNode(string Sentence, string Replacement);
