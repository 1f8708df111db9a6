using Infra.Core.Diagnostics;

namespace Infra.Cli;

/// <summary>The command cannot do what was asked, for a reason the user can act on.</summary>
/// <param name="remedy">What to do; may be empty.</param>
/// <param name="code">Null: derived from the exit code, either wrong usage or not possible here.</param>
public sealed class UserException(string message, string remedy = "", int exitCode = ExitCode.Failure, string? code = null)
    : Exception(message)
{
    public string Remedy { get; } = remedy;

    public int ExitCode { get; } = exitCode;

    /// <summary>One of <see cref="DiagnosticCodes"/>.</summary>
    public string Code { get; } =
        code ?? (exitCode == Cli.ExitCode.BadInput ? DiagnosticCodes.WrongUsage : DiagnosticCodes.NotPossibleHere);
}
