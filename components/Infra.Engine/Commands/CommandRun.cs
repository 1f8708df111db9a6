namespace Infra.Engine.Commands;

/// <summary>One execution that a runner is to carry out.</summary>
/// <param name="Line">The command text for the interpreter.</param>
/// <param name="Previous">The outputs of the run before, for the environment; null at a creation.</param>
/// <param name="ProcessFile">Where the process writes its id before it starts the command; null: not noted.</param>
/// <param name="OnLine">Called for each line as it comes, from many threads.</param>
internal sealed record CommandRun(
    string Line,
    CommandInputs Inputs,
    CommandOutputs? Previous,
    string? ProcessFile,
    Action<OutputStream, string> OnLine
);

/// <summary>What a command printed, without the one trailing line end that the provider cuts as well.</summary>
internal sealed record CommandOutputs(string Stdout, string Stderr);

/// <summary>A command failed; the message holds the tail of what it printed.</summary>
internal sealed class CommandException(EngineDiagnostic diagnostic, Exception? inner = null) : Exception(diagnostic.Message, inner)
{
    public EngineDiagnostic Diagnostic { get; } = diagnostic;
}
