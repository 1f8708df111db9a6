using System.Text.RegularExpressions;
using Infra.Core.Deployments;
using Infra.Core.Diagnostics;
using Infra.Core.Tests.Spec;

namespace Infra.Core.Tests.Topology;

/// <summary>A lock file updated through edits and requests, as by an operator.</summary>
internal static partial class LockSteps
{
    internal static Outcome<ProjectPlan> Ask(string text, string lockText, LockRequests requests, LockMode mode = LockMode.Extend) =>
        ProjectCompiler.Compile(
            new StackSource(text, StackText.File),
            new LockSource(lockText, StackText.LockFile, mode) { Requests = requests }
        );

    internal static Outcome<ProjectPlan> Replace(string text, string lockText, string node, params string[] empties) =>
        Ask(text, lockText, new LockRequests { Replace = [node], Empties = [.. empties.Length == 0 ? [$"{node}/data"] : empties] });

    /// <summary>The plan after running every command named in the remedies: each step changes nothing else.</summary>
    internal static ProjectPlan Following(string text, string? lockText)
    {
        for (var steps = 0; ; steps++)
        {
            var outcome = StackText.Compile(text, lockText);
            if (outcome is { Succeeded: true, Value: { } plan })
            {
                return plan;
            }

            Assert.True(steps < 20, string.Join('\n', outcome.Diagnostics));
            lockText = Obey(text, lockText!, outcome);
        }
    }

    private static string Obey(string text, string lockText, Outcome<ProjectPlan> refused)
    {
        var removals = Names(refused, "--remove");
        Assert.NotEmpty(removals);
        var asked = new LockRequests { Remove = removals };
        var outcome = Ask(text, lockText, asked);
        if (!outcome.Succeeded)
        {
            var reports = Names(outcome, "--refilled");
            Assert.NotEmpty(reports);
            outcome = Ask(text, lockText, asked with { Refilled = reports });
        }

        Assert.True(outcome.Succeeded, string.Join('\n', outcome.Diagnostics));
        return outcome.Value!.LockText;
    }

    private static System.Collections.Immutable.ImmutableArray<string> Names(Outcome<ProjectPlan> outcome, string option) =>
        [
            .. outcome
                .Diagnostics.Where(found => found.Severity == Severity.Error)
                .SelectMany(found => Options().Matches(found.Remedy))
                .Where(match => match.Groups["option"].Value == option)
                .Select(match => match.Groups["name"].Value)
                .Distinct(),
        ];

    [GeneratedRegex(@"(?<option>--[a-z]+) (?<name>[a-z0-9-]+)")]
    private static partial Regex Options();
}
