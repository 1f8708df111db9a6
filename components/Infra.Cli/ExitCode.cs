namespace Infra.Cli;

/// <summary>How the command ends, for scripts; docs/command-line.md lists them.</summary>
public static class ExitCode
{
    public const int Ok = 0;

    /// <summary>The operation or a check failed.</summary>
    public const int Failure = 1;

    /// <summary>Wrong usage, or a stack file with errors: nothing was tried.</summary>
    public const int BadInput = 2;

    /// <summary>
    /// Only where <c>plan --detailed-exitcode</c> asks for it: something would change. Not terraform's 2, which here is
    /// <see cref="BadInput"/>.
    /// </summary>
    public const int Differs = 3;

    /// <summary>Stopped by Ctrl-C, as shells have it: 128 and the signal's number.</summary>
    public const int Interrupted = 130;
}
