using System.CommandLine;
using Infra.Cli.Commands;
using Infra.Cli.Completion;
using Infra.Cli.Failures;
using Infra.Cli.Output;
using Infra.Cli.Stacks;
using Infra.Cli.Usage;

namespace Infra.Cli;

/// <summary>The whole command: its subcommands, and what users see when something goes wrong.</summary>
public static class InfraCommand
{
    // An argument that begins with @ is an ordinary name: arguments are never read from files.
    private static readonly ParserConfiguration Words = new() { ResponseFileTokenReplacer = null };

    public static Task<int> RunAsync(string[] args) => RunAsync(args, Workspace.Find, Screen.ForStdout(), Screen.ForStderr(), Terminal);

    /// <param name="screen">For results.</param>
    /// <param name="messages">For everything else.</param>
    /// <param name="answers">Where a person's answers come from; if it is null or returns null, nobody is there.</param>
    public static async Task<int> RunAsync(
        string[] args,
        Func<Workspace> workspace,
        Screen screen,
        Screen messages,
        Func<TextReader?>? answers = null
    )
    {
        var report = FailureReport.For(args, screen, messages);
        try
        {
            var root = Root(workspace, screen, messages, answers ?? (() => null));
            var parsed = root.Parse(Meant(args), Words);
            return !IsSuggestion(args) && (parsed.Errors.Count > 0 || parsed.UnmatchedTokens.Count > 0)
                ? report.Print(Failure.Usage(UsageProblems.Of(parsed, StacksHere(workspace))))
                : await parsed
                    .InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = screen.Writer })
                    .ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Any exception becomes a line that users can act on; INFRA_DEBUG=1 shows the rest.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return report.Print(e);
        }
    }

    internal static RootCommand Root(Func<Workspace> workspace, Screen screen, Screen messages, Func<TextReader?>? answers = null)
    {
        var root = new RootCommand(
            "Data services on dedicated VMs, from one short description: plan any stack, run the local cloud, verify it."
        )
        {
            new InitCommand(workspace, screen, messages, answers ?? (() => null)),
            new ListCommand(workspace, screen, messages),
            new ValidateCommand(workspace, screen, messages),
            new ExplainCommand(screen),
            new PlanCommand(workspace, screen, messages),
            new UpCommand(workspace, screen, messages),
            new VerifyCommand(workspace, screen, messages),
            new StatusCommand(workspace, screen, messages),
            new DownCommand(workspace, screen, messages),
            new PolicyCommand(workspace, screen, messages),
            new GraphCommand(workspace, screen, messages),
            new PermissionsCommand(workspace, screen, messages),
            new HandoverCommand(workspace, screen, messages),
            new RenderCommand(workspace, screen, messages),
            new PeeringCommand(workspace, screen, messages),
            new LockCommand(workspace, screen, messages),
            new PreflightCommand(workspace, screen, messages),
            new DoctorCommand(workspace, screen, messages),
            new SchemaCommand(screen),
            new CompletionCommand(screen),
            new ManCommand(screen),
        };
        Choices.Add(root, workspace);
        HelpPage.Install(root);
        return root;
    }

    // A completion request from a shell, answered by System.CommandLine.
    private static bool IsSuggestion(string[] args) => args is [var first, ..] && first.StartsWith("[suggest", StringComparison.Ordinal);

    private static TextReader? Terminal() => Console.IsInputRedirected || Console.IsErrorRedirected ? null : Console.In;

    /// <summary>No arguments at all asks for help, as with pulumi; so does <c>help</c>, alone or before a command.</summary>
    private static string[] Meant(string[] args) =>
        args switch
        {
            [] => ["--help"],
            ["help"] => ["--help"],
            ["help", var verb, ..] when !verb.StartsWith('-') => [verb, "--help"],
            _ => args,
        };

    private static IReadOnlyList<string> StacksHere(Func<Workspace> workspace)
    {
        try
        {
            return workspace().Files.Stacks;
        }
        catch (Exception e) when (e is UserException or IOException or UnauthorizedAccessException)
        {
            // Only costs a suggestion.
            return [];
        }
    }
}
