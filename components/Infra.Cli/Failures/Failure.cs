using System.Collections.Immutable;
using System.Diagnostics;
using Infra.Cli.Stacks;
using Infra.Core.Diagnostics;
using Infra.Engine;
using Infra.Projects;
using Infra.Verify.Shell;

namespace Infra.Cli.Failures;

/// <summary>Why a command did not do what was asked.</summary>
/// <param name="Findings">All of them; never empty.</param>
internal sealed record Failure(int ExitCode, ImmutableArray<Diagnostic> Findings)
{
    /// <summary>The location of a finding about the command itself: no file.</summary>
    internal static readonly SourceLocation CommandLine = new("", 0, 0, "");

    private const string Again = "Fix that, then run the same command again.";

    /// <summary>Wrong usage.</summary>
    internal static Failure Usage(IEnumerable<(string Message, string Remedy)> problems) =>
        new(
            Cli.ExitCode.BadInput,
            [.. problems.Select(problem => Error(UserException.Reason.WrongUsage, problem.Message, problem.Remedy))]
        );

    /// <summary>Translates an exception for the person at the keyboard. An unexpected exception is reported as a defect.</summary>
    internal static Failure Of(Exception exception) =>
        exception switch
        {
            StackErrorsException errors => new(Cli.ExitCode.BadInput, errors.Diagnostics),
            // The given file is not a valid state; nothing was attempted.
            EngineException engine => new(
                engine.Diagnostics.Any(found => found.Code == EngineCodes.StateUnreadable) ? Cli.ExitCode.BadInput : Cli.ExitCode.Failure,
                [.. engine.Diagnostics.Select(found => Error(found.Code, found.Message, found.Remedy))]
            ),
            StackFileException file => new(file is UnreadableFileException ? Cli.ExitCode.BadInput : Cli.ExitCode.Failure, [file.Found]),
            UserException error => new(error.ExitCode, [Error(error.Why, error.Message, error.Remedy)]),
            OperationCanceledException => new(
                Cli.ExitCode.Interrupted,
                [Error(DiagnosticCodes.Interrupted, "Stopped.", "The same command continues from here.")]
            ),
            ShellException or IOException or UnauthorizedAccessException => new(
                Cli.ExitCode.Failure,
                [Error(UserException.Reason.NotPossibleHere, FirstLine(exception.Message), Again)]
            ),
            AggregateException { InnerExceptions: [var inner] } => Of(inner),
            _ => new(
                Cli.ExitCode.Failure,
                [
                    Error(
                        DiagnosticCodes.Defect,
                        $"This is a bug in the program: {exception.GetType().Name}: {FirstLine(exception.Message)}",
                        "Run it again with INFRA_DEBUG=1 and report the output, the command and the stack file in "
                            + "this repository's issue tracker."
                    ),
                ]
            ),
        };

    private static Diagnostic Error(UserException.Reason reason, string message, string remedy) =>
        Error(
            reason switch
            {
                UserException.Reason.WrongUsage => DiagnosticCodes.WrongUsage,
                UserException.Reason.NoSuchThing => DiagnosticCodes.NoSuchThing,
                UserException.Reason.NotPossibleHere => DiagnosticCodes.NotPossibleHere,
                _ => throw new UnreachableException(),
            },
            message,
            remedy
        );

    private static Diagnostic Error(string code, string message, string remedy) => new(code, Severity.Error, CommandLine, message, remedy);

    private static string FirstLine(string text) => text.ReplaceLineEndings("\n").Split('\n')[0];
}
