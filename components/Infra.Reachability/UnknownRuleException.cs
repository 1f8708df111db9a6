namespace Infra.Reachability;

/// <summary>
/// Text that a reader does not understand completely, or a question whose answer the text does not contain. A reader never guesses and
/// never skips: one ignored word would make every answer worthless. The message quotes the text.
/// </summary>
public sealed class UnknownRuleException(string message) : Exception(message);
