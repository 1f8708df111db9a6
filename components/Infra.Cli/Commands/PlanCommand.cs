using System.CommandLine;
using Infra.Cli.Output;
using Infra.Cli.Planning;
using Infra.Cli.Stacks;
using Infra.Core.Capacity;
using Infra.Core.Clouds;
using Infra.Engine;

namespace Infra.Cli.Commands;

/// <summary><c>infra plan</c>: what would happen, for any stack, without credentials.</summary>
internal sealed class PlanCommand : Command
{
    private readonly Option<string> stack = CommonOptions.Stack();
    private readonly Option<bool> json = CommonOptions.Json("the plan");
    private readonly Option<bool> all = new("--all", "-a") { Description = "Show unchanged resources and all inputs of new ones." };
    private readonly Option<FileInfo?> against = new("--against")
    {
        Description = "Show the differences from a plan written by --out, instead of from what exists.",
        HelpName = "file",
    };
    private readonly Option<FileInfo?> file = new("--out") { Description = "Also write the plan to a file, as JSON.", HelpName = "file" };

    private readonly Option<bool> detailed = new("--detailed-exitcode")
    {
        Description =
            $"Exit code {ExitCode.Differs} when something would change, 0 when nothing would. For a cloud stack only "
            + "with --against, because Pulumi keeps its state.",
    };

    internal PlanCommand(Func<Workspace> workspace, Screen screen, Screen messages)
        : base("plan", "Show what would be created, changed and deleted. Needs no credentials and changes nothing.")
    {
        Add(stack);
        Add(json);
        Add(all);
        Add(file);
        Add(against);
        Add(detailed);
        SetAction((parsed, cancellation) => RunAsync(workspace(), screen, messages, parsed, cancellation));
    }

    private async Task<int> RunAsync(
        Workspace workspace,
        Screen screen,
        Screen messages,
        ParseResult parsed,
        CancellationToken cancellation
    )
    {
        var name = parsed.GetRequiredValue(stack);
        var wantsJson = parsed.GetValue(json);
        var loaded = LoadedStack.Load(workspace, name, LoadedStack.ModeHere);
        var saved = parsed.GetValue(against);
        if (parsed.GetValue(detailed) && saved is null && !loaded.Plan.Spec.Cloud.IsThisMachine())
        {
            throw new UserException(
                $"Pulumi keeps the state of {name}, and this command does not read it: whether anything would change is not known.",
                $"Ask Pulumi: 'pulumi preview --expect-no-changes -s {name}' fails when something would change. "
                    + "Without an account, compare with a plan written by --out: --against <file>.",
                ExitCode.BadInput
            );
        }

        var warnings = loaded.Warnings.AddRange(StackEngine.Differences(workspace, loaded));
        if (!wantsJson)
        {
            LockText.PrintLoss(messages, loaded.Plan.LockChanges);
            DiagnosticLines.Print(messages, warnings);
        }

        var plan = await StackEngine.For(workspace, loaded).PlanAsync(cancellation).ConfigureAwait(false);
        var needs = CloudNeeds.Of(loaded.Plan.Spec, loaded.Plan.Topology);
        if (parsed.GetValue(file) is { } target)
        {
            var text = PlanJson.Write(plan, loaded.Plan, warnings, needs);
            await SaveAsync(target, text + "\n", cancellation).ConfigureAwait(false);
        }

        var shown = saved is null ? plan : PlanComparison.Of(plan, saved);
        // What `up` would write to the lock file is a change too; two plans are compared by their resources.
        var differs = shown.HasChanges || (saved is null && !loaded.Plan.LockChanges.IsEmpty);
        var code = parsed.GetValue(detailed) && differs ? ExitCode.Differs : ExitCode.Ok;
        if (wantsJson)
        {
            screen.Raw(PlanJson.Write(shown, loaded.Plan, warnings, needs));
            return code;
        }

        var spec = loaded.Plan.Spec;
        screen.Line(
            new Piece($"Plan of {name}", Tone.Strong),
            $": project {spec.Name} on {spec.Cloud.ToString().ToLowerInvariant()}, {spec.Region}"
        );
        if (saved is not null)
        {
            screen.Line(
                new Piece(
                    $"Compared with the plan in {saved.Name}. `pulumi preview` shows what would change in the running stack.",
                    Tone.Warn
                )
            );
        }
        else if (!spec.Cloud.IsThisMachine())
        {
            screen.Line(
                new Piece("There is no state here, so everything is shown as new. `pulumi preview` shows what changes.", Tone.Warn)
            );
        }

        screen.Line();
        SummaryText.Print(screen, loaded.Plan);
        screen.Line();
        new PlanText(screen, parsed.GetValue(all)).Print(shown);
        NeedTable.Print(screen, needs);
        LockText.PrintPending(screen, loaded);
        // Every plan here defers cloud lookups to `pulumi up`; the line above states it.
        DiagnosticLines.Print(
            messages,
            "warning",
            plan.Warnings.Where(found => found.Code != EngineCodes.CloudInvoke || parsed.GetValue(all))
        );
        // Obstacles to `infra up` matter only for a stack it applies.
        if (loaded.Plan.Spec.Cloud.IsThisMachine())
        {
            DiagnosticLines.Print(messages, "error", plan.Obstacles);
        }

        return code;
    }

    // Neither a full disk nor Ctrl-C loses an earlier saved plan. An empty file, a device or a link is written in place.
    private static async Task SaveAsync(FileInfo target, string text, CancellationToken cancellation)
    {
        if (target is not { Exists: true, LinkTarget: null, Length: > 0 })
        {
            await File.WriteAllTextAsync(target.FullName, text, cancellation).ConfigureAwait(false);
            return;
        }

        var aside = target.FullName + ".new";
        try
        {
            await File.WriteAllTextAsync(aside, text, cancellation).ConfigureAwait(false);
            File.Move(aside, target.FullName, overwrite: true);
        }
        catch
        {
            if (File.Exists(aside))
            {
                File.Delete(aside);
            }

            throw;
        }
    }
}
