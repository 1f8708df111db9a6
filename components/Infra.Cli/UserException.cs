using Infra.Core.Diagnostics;

namespace Infra.Cli;

/// <summary>The command cannot do what was asked, for a reason that the person at the keyboard can act on.</summary>
/// <param name="remedy">What to do; may be empty.</param>
/// <param name="code">Null: that of wrong usage, or of what is not possible here, as the exit code says.</param>
public sealed class UserException(string message, string remedy = "", int exitCode = ExitCode.Failure, string? code = null)
    : Exception(message)
{
    public string Remedy { get; } = remedy;

    public int ExitCode { get; } = exitCode;

    /// <summary>One of <see cref="DiagnosticCodes"/>.</summary>
    public string Code { get; } =
        code ?? (exitCode == Cli.ExitCode.BadInput ? DiagnosticCodes.WrongUsage : DiagnosticCodes.NotPossibleHere);
}
