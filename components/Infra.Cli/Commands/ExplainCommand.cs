using System.CommandLine;
using Infra.Cli.Findings;
using Infra.Cli.Output;
using Infra.Core.Spec.Text;

namespace Infra.Cli.Commands;

/// <summary><c>infra explain</c>: what a diagnostic code means and what to do about it.</summary>
internal sealed class ExplainCommand : Command
{
    private readonly Argument<string[]> codes = new("code")
    {
        HelpName = "code",
        Description = "E.g. INF0314; without it, all codes.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    internal ExplainCommand(Screen screen)
        : base("explain", "Explain what a diagnostic code means and how to fix it.")
    {
        codes.CompletionSources.Add(_ => DiagnosticPage.All.Keys.Select(code => new System.CommandLine.Completions.CompletionItem(code)));
        codes.Validators.Add(CommonOptions.RefuseOptions);
        Add(codes);
        SetAction(parsed =>
        {
            var pages = (parsed.GetValue(codes) ?? []).Select(Demand).ToList();
            if (pages.Count == 0)
            {
                screen.Table(
                    ["code", "about", "meaning"],
                    DiagnosticPage.All.Values.Select(IReadOnlyList<Piece> (page) => [page.Code, page.Section, page.Meaning])
                );
                return ExitCode.Ok;
            }

            foreach (var page in pages)
            {
                screen.Line(new Piece(page.Code, Tone.Strong), new Piece($"  {page.Section}", Tone.Quiet));
                screen.Line($"  {page.Meaning}");
                screen.Line(new Piece("  What to do: ", Tone.Strong), page.Remedy);
                if (!page.Example.IsEmpty)
                {
                    screen.Line(new Piece("  An example, which docs/diagnostics.md puts in context:", Tone.Strong));
                    foreach (var line in page.Example)
                    {
                        screen.Line($"    {line}");
                    }
                }
            }

            return ExitCode.Ok;
        });
    }

    private static DiagnosticPage Demand(string written) =>
        DiagnosticPage.All.TryGetValue(DiagnosticPage.CodeOf(written), out var page)
            ? page
            : throw new UserException(
                $"There is no code '{written}'.",
                Suggestion.For(DiagnosticPage.CodeOf(written), DiagnosticPage.All.Keys) is { } near
                    ? $"Did you mean '{near}'? 'scripts/infra explain' lists all."
                    : "'scripts/infra explain' lists all.",
                ExitCode.BadInput,
                UserException.Reason.NoSuchThing
            );
}
