namespace Infra.Core.Iam;

/// <summary>A value that identifies what an operator's provider runs as in an account.</summary>
/// <param name="Key">The key below <c>runAs</c>.</param>
/// <param name="Output">The output of the documents that has it, in lower case and without separators; null: it is known.</param>
/// <param name="Expected">The only value that it can have; null if only the account knows.</param>
/// <param name="Form">A regular expression that the value matches.</param>
public sealed record HandedBack(string Key, string? Output, string? Expected, string Form);
