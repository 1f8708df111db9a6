namespace Infra.Cli;

/// <summary>The command cannot do what was asked, for a reason the user can act on.</summary>
/// <param name="remedy">What to do; may be empty.</param>
/// <param name="reason">Null: derived from the exit code, either wrong usage or not possible here.</param>
public sealed class UserException(string message, string remedy = "", int exitCode = ExitCode.Failure, UserException.Reason? reason = null)
    : Exception(message)
{
    /// <summary>Why the command cannot do what was asked; each has its diagnostic code.</summary>
    public enum Reason
    {
        WrongUsage,

        /// <summary>What was named does not exist.</summary>
        NoSuchThing,

        /// <summary>Something about this machine, or its state at the moment.</summary>
        NotPossibleHere,
    }

    public string Remedy { get; } = remedy;

    public int ExitCode { get; } = exitCode;

    public Reason Why { get; } = reason ?? (exitCode == Cli.ExitCode.BadInput ? Reason.WrongUsage : Reason.NotPossibleHere);
}
