namespace Infra.Cli;

/// <summary>The command cannot do what was asked, for a reason that the person at the keyboard can act on.</summary>
/// <param name="remedy">What to do; may be empty.</param>
public sealed class UserException(string message, string remedy = "", int exitCode = ExitCode.Failure) : Exception(message)
{
    public string Remedy { get; } = remedy;

    public int ExitCode { get; } = exitCode;
}
