using System.Collections.Immutable;
using Infra.Cli.Output;
using Infra.Engine.Results;

namespace Infra.Cli.Planning;

/// <summary>
/// A plan as lines: <c>+</c> create, <c>~</c> update, <c>+-</c> replace, <c>-</c> delete, then the resource below the component it
/// belongs to, then the differences.
/// </summary>
/// <param name="everything">Also show unchanged resources, and all inputs of new ones.</param>
public sealed class PlanText(Screen screen, bool everything)
{
    // The options that change what an operator may expect; the others are internal to the providers.
    private static readonly string[] Telling = ["protect", "ignoreChanges", "retainOnDelete"];

    private readonly ChangeText changes = new();

    public void Print(PlanResult plan)
    {
        var root = plan.Tree();
        var shown = root.Step is null ? root.Children : [root];
        foreach (var node in shown)
        {
            Print(node, "", "");
        }

        if (shown.All(node => !IsShown(node)))
        {
            screen.Line("Nothing changes.");
        }

        screen.Line();
        screen.Line(new Piece($"{plan.Counts}.", Tone.Strong));
    }

    private void Print(PlanNode node, string lead, string childLead)
    {
        if (!IsShown(node) || node.Step is not { } step)
        {
            return;
        }

        var (mark, word, tone) = Mark(step);
        var notes = Notes(step);
        screen.Line(
            new Piece(mark.PadRight(3), tone),
            new Piece(lead, Tone.Quiet),
            new Piece(step.Name, step.Custom ? Tone.Plain : Tone.Strong),
            new Piece($"  {step.Type}", Tone.Quiet),
            new Piece(word.Length > 0 ? $"  {word}" : "", tone),
            new Piece(notes, Tone.Quiet)
        );
        var children = node.Children.Where(IsShown).ToImmutableArray();
        PrintChanges(step, childLead + (children.IsEmpty ? "   " : "│  "));
        for (var i = 0; i < children.Length; i++)
        {
            var last = i == children.Length - 1;
            Print(children[i], childLead + (last ? "└─ " : "├─ "), childLead + (last ? "   " : "│  "));
        }
    }

    private bool IsShown(PlanNode node) => everything || node.Step is { Action: not StepAction.Same } || node.Children.Any(IsShown);

    private void PrintChanges(PlanStep step, string lead)
    {
        if (step.Action == StepAction.Create && !everything)
        {
            return;
        }

        foreach (var change in step.Changes)
        {
            foreach (var line in changes.Lines(step.Name, change, step.Action == StepAction.Create))
            {
                screen.Line("   ", new Piece(lead, Tone.Quiet), line);
            }
        }
    }

    private string Notes(PlanStep step)
    {
        var notes = new List<string>();
        if (step.ReplaceUndecided)
        {
            notes.Add("the provider decides whether to replace");
        }

        if (step.Leftover)
        {
            notes.Add("leftover");
        }

        if (step.Reason is { Length: > 0 } reason)
        {
            notes.Add(reason);
        }

        notes.AddRange(step.Options.Where(option => everything || Telling.Any(t => option.StartsWith(t, StringComparison.Ordinal))));
        return notes.Count > 0 ? $"  ({string.Join("; ", notes)})" : "";
    }

    private static (string Mark, string Word, Tone Tone) Mark(PlanStep step) =>
        step.Action switch
        {
            StepAction.Create => ("+", "", Tone.Good),
            StepAction.Update => ("~", "update", Tone.Warn),
            StepAction.Replace => ("+-", "replace", Tone.Bad),
            StepAction.Delete => ("-", "delete", Tone.Bad),
            _ => ("", "", Tone.Plain),
        };
}
