using System.CommandLine;
using Infra.Cli.Commands;
using Infra.Cli.Output;
using Infra.Cli.Stacks;
using Infra.Engine;
using Infra.Verify.Shell;

namespace Infra.Cli;

/// <summary>The command as a whole: its parts, and what people see when something is wrong.</summary>
public static class InfraCommand
{
    public static Task<int> RunAsync(string[] args) => RunAsync(args, Workspace.Find, Screen.ForStdout(), Screen.ForStderr());

    /// <param name="screen">For results.</param>
    /// <param name="messages">For everything else.</param>
    public static async Task<int> RunAsync(string[] args, Func<Workspace> workspace, Screen screen, Screen messages)
    {
        var root = new RootCommand("Data services on dedicated VMs, from one short description: plan any stack, run the local cloud, prove it.")
        {
            new PlanCommand(workspace, screen, messages),
            new UpCommand(workspace, screen, messages),
            new VerifyCommand(workspace, screen, messages),
            new StatusCommand(workspace, screen, messages),
            new DownCommand(workspace, screen, messages),
            new PolicyCommand(workspace, screen, messages),
            new PermissionsCommand(workspace, screen, messages),
            new RenderCommand(workspace, screen, messages),
            new PeeringCommand(workspace, screen, messages),
            new LockCommand(workspace, screen, messages),
            new PreflightCommand(workspace, screen, messages),
            new DoctorCommand(workspace, screen, messages),
        };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                messages.Line(new Piece("error", Tone.Bad), $": {error.Message}");
            }

            messages.Line(new Piece("    infra --help lists the commands, infra <command> --help its options.", Tone.Quiet));
            return ExitCode.BadInput;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }).ConfigureAwait(false);
        }
        catch (Exception e) when (Explain(messages, e) is { } code)
        {
            return code;
        }
    }

    /// <summary>Says what a person can act on. Anything else is a defect and keeps its stack trace.</summary>
    private static int? Explain(Screen messages, Exception exception)
    {
        switch (exception)
        {
            case StackErrorsException errors:
                DiagnosticLines.Print(messages, errors.Diagnostics);
                return ExitCode.BadInput;
            case EngineException engine:
                DiagnosticLines.Print(messages, "error", engine.Diagnostics);
                return ExitCode.Failure;
            case UserException error:
                Say(messages, error.Message, error.Remedy);
                return error.ExitCode;
            case ShellException or IOException or UnauthorizedAccessException:
                Say(messages, exception.Message, "");
                return ExitCode.Failure;
            case OperationCanceledException:
                Say(messages, "Stopped.", "The same command goes on from here.");
                return ExitCode.Failure;
            default:
                return null;
        }
    }

    private static void Say(Screen messages, string message, string remedy)
    {
        messages.Line(new Piece("error", Tone.Bad), $": {message}");
        if (remedy.Length > 0)
        {
            messages.Line(new Piece($"    {remedy}", Tone.Quiet));
        }
    }
}
