namespace Infra.Engine.Commands;

/// <summary>One execution for a runner to carry out.</summary>
/// <param name="Line">The command text for the interpreter.</param>
/// <param name="Previous">The previous run's outputs, for the environment; null on creation.</param>
/// <param name="ProcessFile">Where the process writes its ID before it starts the command; null: not recorded.</param>
/// <param name="OnLine">Called for each line as it arrives, from many threads.</param>
internal sealed record CommandRun(
    string Line,
    CommandInputs Inputs,
    CommandOutputs? Previous,
    string? ProcessFile,
    Action<OutputStream, string> OnLine
);

/// <summary>A command's output, without one trailing newline, which the provider removes as well.</summary>
internal sealed record CommandOutputs(string Stdout, string Stderr);

/// <summary>A command failed; the message contains the tail of its output.</summary>
internal sealed class CommandException(EngineDiagnostic diagnostic, Exception? inner = null) : Exception(diagnostic.Message, inner)
{
    public EngineDiagnostic Diagnostic { get; } = diagnostic;
}
