using System.CommandLine;
using System.Text.Json;
using Infra.Cli.Output;
using Infra.Cli.Preflight;
using Infra.Cli.Stacks;
using Infra.Core.Clouds;
using Infra.Core.Spec;

namespace Infra.Cli.Commands;

/// <summary>
/// <c>infra preflight</c>: checks the account, with its cloud's own tool, for what would stop <c>pulumi up</c> half-way.
/// </summary>
internal sealed class PreflightCommand : Command
{
    private readonly Option<string> stack = CommonOptions.Stack();
    private readonly Option<bool> json = CommonOptions.Json("the rows");

    internal PreflightCommand(Func<Workspace> workspace, Screen screen, Screen messages)
        : base(
            "preflight",
            "Check the account for what a stack needs: credentials, quotas, machine types, image, APIs, DNS zone. Changes nothing."
        )
    {
        Add(stack);
        Add(json);
        SetAction(parsed =>
        {
            var here = workspace();
            var loaded = LoadedStack.Load(here, parsed.GetRequiredValue(stack), messages);
            if (loaded.Plan.Spec.Cloud.IsThisMachine())
            {
                messages.Line("The local cloud has no account to check: scripts/infra doctor checks this machine.");
                return Report(screen, [], parsed.GetValue(json));
            }

            if (screen.Interactive)
            {
                messages.Line(new Piece("Checking the account; this takes up to a minute ...", Tone.Quiet));
            }

            var config = StackConfig.Read(here.Files.ReadStack(loaded.Name)).Values;
            var imageId = config.GetValueOrDefault("infra:imageId") is { Length: > 0 } configured ? configured : null;
            var rows = AccountCheck.Rows(
                loaded.Plan,
                new CloudTool(),
                imageId,
                OperatorRows.OfThisMachine(),
                Environment.GetEnvironmentVariable
            );
            return Report(screen, rows, parsed.GetValue(json));
        });
    }

    internal static int Report(Screen screen, IReadOnlyList<PreflightRow> rows, bool json)
    {
        var failed = rows.Count(row => row.Verdict == PreflightVerdict.Failed);
        var unasked = rows.Count(row => row.Verdict == PreflightVerdict.NotAsked);
        if (json)
        {
            screen.Raw(
                JsonSerializer.Serialize(
                    new
                    {
                        formatVersion = 1,
                        passed = failed == 0,
                        notAsked = unasked,
                        rows,
                    },
                    Json.Indented
                )
            );
        }
        else
        {
            screen.Table(
                ["", "check", "subject", "found", "remedy"],
                rows.Select(IReadOnlyList<Piece> (row) => [Mark(row.Verdict), row.Check, row.Subject, row.Found, row.Remedy])
            );
            screen.Line(
                (failed, unasked) switch
                {
                    _ when rows.Count == 0 => new Piece("Nothing to ask."),
                    (0, 0) => new Piece("The account has everything the stack needs.", Tone.Good),
                    (0, _) => new Piece($"Nothing failed, but {unasked} of {rows.Count} checks could not be made.", Tone.Warn),
                    _ => new Piece($"{failed} of {rows.Count} checks failed: `pulumi up` would stop halfway.", Tone.Bad),
                }
            );
        }

        return failed == 0 ? ExitCode.Ok : ExitCode.Failure;
    }

    private static Piece Mark(PreflightVerdict verdict) =>
        verdict switch
        {
            PreflightVerdict.Ok => new("ok", Tone.Good),
            PreflightVerdict.Warning => new("warning", Tone.Warn),
            PreflightVerdict.Failed => new("FAILED", Tone.Bad),
            _ => new("not asked", Tone.Quiet),
        };
}
