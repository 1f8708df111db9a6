namespace Infra.Cli;

/// <summary>How the command ends, for scripts.</summary>
public static class ExitCode
{
    public const int Ok = 0;

    /// <summary>It was tried and failed, or a check did.</summary>
    public const int Failure = 1;

    /// <summary>Wrong usage, or a stack file with errors: nothing was tried.</summary>
    public const int BadInput = 2;
}
