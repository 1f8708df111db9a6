using System.CommandLine;
using Infra.Cli.Output;
using Infra.Cli.Stacks;
using Infra.Core.Bundle;
using Infra.Core.Spec.Text;
using Infra.Verify;
using Infra.Verify.Shell;

namespace Infra.Cli.Commands;

/// <summary><c>infra verify</c>: checks the running local cloud against the plan, fact by fact.</summary>
internal sealed class VerifyCommand : Command
{
    private readonly Option<string> stack = CommonOptions.Stack();
    private readonly Option<bool> json = CommonOptions.Json("the facts");
    private readonly Option<string[]> only = Only();

    internal VerifyCommand(Func<Workspace> workspace, Screen screen, Screen messages)
        : base("verify", "Check the running local cloud against the plan, one line per fact.")
    {
        Add(stack);
        Add(json);
        Add(only);
        SetAction(
            async (parsed, cancellation) =>
            {
                var here = workspace();
                var loaded = LoadedStack.LoadLocal(here, parsed.GetRequiredValue(stack), "stack output", messages);
                var running = await RunningStack.FindAsync(here, loaded, cancellation).ConfigureAwait(false);
                var rows = await RunAsync(running, loaded, parsed.GetValue(only) ?? [], messages, cancellation).ConfigureAwait(false);
                if (parsed.GetValue(json))
                {
                    screen.Raw(VerifyTable.Write(rows));
                }
                else
                {
                    VerifyTable.Print(screen, rows);
                }

                return rows.All(row => row.Passed) ? ExitCode.Ok : ExitCode.Failure;
            }
        );
    }

    private static async Task<IReadOnlyList<CheckRow>> RunAsync(
        RunningStack running,
        LoadedStack loaded,
        string[] only,
        Screen messages,
        CancellationToken cancellation
    )
    {
        var shells = running.Endpoints.Values.Select(INodeShell (e) => new SshNodeShell(e)).ToList();
        try
        {
            var cloud = LocalCloud.UnderTest(loaded, shells, running.Endpoints);
            var keys = LocalAccess.Keys(loaded);
            var checks = Verifier
                .AllChecks((node, peers) => loaded.Deployment.Nodes[node].InService.Fill(new NodeHoles(keys) { Peers = peers }))
                .Where(check => only.Length == 0 || only.Contains(check.Name));
            var rows = await Verifier
                .RunAsync(checks, cloud, (check, found) => Note(messages, check, found), cancellation)
                .ConfigureAwait(false);
            return only.Length == 0 ? [.. rows, await running.SettledAsync(cancellation).ConfigureAwait(false)] : rows;
        }
        finally
        {
            shells.ForEach(shell => shell.Dispose());
        }
    }

    private static Option<string[]> Only()
    {
        var names = Verifier
            .AllChecks((_, _) => throw new InvalidOperationException("Pass only the names."))
            .Select(check => check.Name)
            .ToList();
        var option = new Option<string[]>("--check")
        {
            Description = $"Only this check; can be repeated. One of {string.Join(", ", names)}.",
            HelpName = "check",
        };
        option.CompletionSources.Add([.. names]);
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => !names.Contains(token.Value)))
            {
                result.AddError($"There is no check '{token.Value}'. {Suggestion.Remedy(token.Value, names)}");
            }
        });
        return option;
    }

    // The checks take a while on emulated machines: show progress, but only to a person.
    private static void Note(Screen messages, ICheck check, IReadOnlyList<CheckRow> found)
    {
        if (messages.Interactive)
        {
            var failed = found.Count(row => !row.Passed);
            messages.Line(
                new Piece(
                    $"{check.Name}: {found.Count} facts{(failed > 0 ? $", {failed} not as planned" : "")}",
                    failed > 0 ? Tone.Bad : Tone.Quiet
                )
            );
        }
    }
}
