using System.Text.RegularExpressions;
using Infra.Core.Diagnostics;
using Infra.Core.Tests.Existing;
using Infra.Core.Tests.Spec;

namespace Infra.Core.Tests.Topology;

/// <summary>
/// A lock file damaged in every way files get damaged: its meaning is unchanged, or it is rejected and the remedy leads back to version
/// control. Never is anything reallocated.
/// </summary>
public sealed partial class LockMutationTests
{
    public static TheoryData<string> Cases { get; } = ["local", "aws", "azure", "gcp", "existing", "pending"];

    [Theory]
    [MemberData(nameof(Cases))]
    public void LockFile_Damaged_MeansTheSameOrLeadsBackToVersionControl(string name)
    {
        var (text, locked) = Case(name);
        var right = StackText.Plan(text, locked);
        Assert.Empty(right.LockChanges);

        var refused = 0;
        foreach (var (what, damaged) in Mutations(locked))
        {
            var outcome = StackText.Compile(text, damaged);
            if (outcome.Value is { } plan)
            {
                Assert.True(plan.LockChanges.IsEmpty, $"{what}: {string.Join('\n', plan.LockChanges)}");
                Assert.True(right.Topology.Nodes.Select(Described).SequenceEqual(plan.Topology.Nodes.Select(Described)), what);
                continue;
            }

            refused++;
            Assert.All(outcome.Diagnostics.Where(found => found.Severity == Severity.Error), found =>
            {
                Assert.True(found.Remedy.Contains("git checkout --", StringComparison.Ordinal), $"{what}: {found}");
                Assert.False(
                    found.Remedy.Contains("Add it", StringComparison.Ordinal) || found.Remedy.Contains("delete", StringComparison.Ordinal),
                    $"{what}: {found}"
                );
            });
        }

        Assert.InRange(refused, 300, int.MaxValue);
    }

    private static string Described(Core.Topology.Node node) =>
        $"{node.Key} {node.Generation} {node.Zone} {node.Address} {node.AlternateAddress} {node.MeshAddress} "
        + $"{node.Machine} {string.Join(' ', node.Volumes)}";

    private static (string Text, string Lock) Case(string name)
    {
        var aws = StackText.On("aws", "eu-west-1");
        var text = name switch
        {
            "local" => StackText.Good,
            "aws" => StackText.Replace(
                StackText.Replace(aws, "zones: 3", "zones: 3\n    networkAcls: true"),
                "data: 1 }",
                "data: 1, wal: 1 }"
            )
                + "      cache: { type: valkey, plan: business-4, nodes: 2, publicAccess: true, allowedSources: "
                + "[203.0.113.0/24], volumes: { data: 1 } }\n",
            "azure" => StackText.Replace(StackText.On("azure", "westeurope"), "data: 1 }", "data: 1, wal: 1 }"),
            "gcp" => StackText.On("gcp", "europe-west1"),
            "existing" => ExistingNetworkText.Good,
            _ => StackText.Replace(aws, "nodes: 3", "nodes: 2")
                + "      cache: { type: valkey, plan: business-4, nodes: 2, volumes: { data: 1 } }\n",
        };
        if (name != "pending")
        {
            return (text, StackText.Plan(text).LockText);
        }

        var before = StackText
            .Plan(StackText.Replace(text, "plan: business-8\n        nodes: 2", "plan: business-8\n        nodes: 3"))
            .LockText;
        var asked = new LockRequests
        {
            Remove = ["orders-db-3"],
            Replace = ["cache-1"],
            Empties = ["cache-1/data"],
        };
        return (text, LockSteps.Ask(text, before, asked).Value!.LockText);
    }

    private static IEnumerable<(string What, string Text)> Mutations(string text)
    {
        var lines = text.TrimEnd('\n').Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var (before, line, after) = (lines[..i], lines[i], lines[(i + 1)..]);
            yield return ($"cut off before line {i + 1}", Of(before));
            yield return ($"cut off in line {i + 1}", Of([.. before, line[..(line.Length / 2)]])[..^1]);
            yield return ($"without line {i + 1}", Of([.. before, .. after]));
            yield return ($"line {i + 1} twice", Of([.. before, line, line, .. after]));
            yield return ($"line {i + 1} in conflict", Of([.. before, "<<<<<<< HEAD", line, "=======", line, ">>>>>>> other", .. after]));
            yield return ($"line {i + 1} indented", Of([.. before, $"  {line}", .. after]));
            if (after.Length > 0)
            {
                yield return ($"lines {i + 1} and {i + 2} swapped", Of([.. before, after[0], line, .. after[1..]]));
            }

            foreach (var (what, word) in line.StartsWith('#') ? [] : Words().Matches(line).SelectMany(Changed))
            {
                yield return ($"line {i + 1}: {what}", Of([.. before, word(line), .. after]));
            }
        }
    }

    private static IEnumerable<(string What, Func<string, string> Edit)> Changed(Match match)
    {
        string[] words =
        [
            match.Value + "x",
            match.Value[1..],
            match.Value[..^1],
            "0",
            "1",
            "2",
            "",
            "a",
            "b",
            match.Value.Length > 1 ? $"{match.Value[1]}{match.Value[0]}{match.Value[2..]}" : "c",
        ];
        return words
            .Where(word => word != match.Value)
            .Select(word =>
                (
                    $"'{match.Value}' -> '{word}'",
                    (Func<string, string>)(line => line[..match.Index] + word + line[(match.Index + match.Length)..])
                )
            );
    }

    private static string Of(IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));

    [GeneratedRegex("[A-Za-z0-9./-]+")]
    private static partial Regex Words();
}
