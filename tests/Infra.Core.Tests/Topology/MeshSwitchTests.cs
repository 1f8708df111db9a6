using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Infra.Core.Diagnostics;
using Infra.Core.Tests.Spec;

namespace Infra.Core.Tests.Topology;

/// <summary>Which kind of mesh a running service can have next, and what the lock file says about it.</summary>
public sealed partial class MeshSwitchTests
{
    private static readonly string[] Words = ["wireguard", "wireguard+ipsec", "ipsec+wireguard", "ipsec"];

    /// <summary>What nodes may be using (positions of <see cref="Words"/>), and what the file may say then.</summary>
    public static TheoryData<int[], int[]> Steps =>
        new()
        {
            { [0], [0, 1] },
            { [1], [0, 1, 2] },
            { [2], [1, 2, 3] },
            { [3], [2, 3] },
            { [0, 1], [0, 1] },
            { [1, 2], [1, 2] },
            { [2, 3], [2, 3] },
        };

    [Theory]
    [MemberData(nameof(Steps))]
    public void Mesh_OfARunningService_GoesOneStepFromEachThatNodesMayUse(int[] used, int[] accepted)
    {
        var locked = Locked(used);
        foreach (var next in Enumerable.Range(0, Words.Length))
        {
            var outcome = Compile(next, locked);

            Assert.Equal(accepted.Contains(next), outcome.Succeeded);
            if (outcome.Value is { } plan)
            {
                // Both, until a run has changed all nodes; nothing is forgotten by going back.
                Assert.Equal(used.Append(next).Distinct().Order(), InUse(plan.LockText));
                Assert.Equal(used.Contains(next), plan.LockChanges.IsEmpty);
            }
            else
            {
                var found = Assert.Single(outcome.Diagnostics, found => found.Severity == Severity.Error);
                Assert.Equal((DiagnosticCodes.MeshStepSkipped, StackText.File, 15), (found.Code, found.Where.File, found.Where.Line));
                Assert.Equal("services.orders-db.mesh", found.Where.Path[^"services.orders-db.mesh".Length..]);
            }
        }
    }

    /// <summary>Each step of the remedy is accepted after an up to the one before, and they end where the file wanted to be.</summary>
    [Theory]
    [MemberData(nameof(Steps))]
    public void Remedy_WhenFollowed_LeadsToTheKindInTheFile(int[] used, int[] accepted)
    {
        foreach (var next in Enumerable.Range(0, Words.Length).Except(accepted))
        {
            var locked = Locked(used);
            var remedy = Assert.Single(Compile(next, locked).Diagnostics, found => found.Severity == Severity.Error).Remedy;
            var steps = Step().Matches(remedy[..remedy.IndexOf(". If ", StringComparison.Ordinal)]).Select(step => step.Groups[1].Value);

            var last = "";
            foreach (var step in steps)
            {
                locked = Up(step, locked);
                last = step;
            }

            Assert.Equal(Words[next], last);
            Assert.Equal([next], InUse(locked));
        }
    }

    /// <summary>A run that fails half-way leaves some nodes a step ahead: only these two steps are understood by all.</summary>
    [Fact]
    public void Mesh_AfterAFailedRunAndBack_IsNotTakenForTheStepThatWasBegun()
    {
        var locked = Up("wireguard+ipsec", Locked([0]));
        var begun = Plan(2, locked).LockText;

        // Back, and that fails too: nodes may still be at either.
        var back = Plan(1, begun).LockText;

        Assert.Equal(begun, back);
        Assert.False(Compile(0, back).Succeeded);
        Assert.True(Compile(2, back).Succeeded);
        // Once a run to the earlier one has reached all nodes, the next step back is accepted.
        Assert.True(Compile(0, Up("wireguard+ipsec", back)).Succeeded);
    }

    [Fact]
    public void Mesh_OfANewService_BeginsWithAnyKind()
    {
        foreach (var kind in Enumerable.Range(0, Words.Length))
        {
            Assert.Equal([kind], InUse(Plan(kind, null).LockText));
        }
    }

    /// <summary>A lock file of an earlier version says nothing: its nodes have the only kind that there was.</summary>
    [Fact]
    public void LockFile_WithoutTheEntry_IsOfWireGuard()
    {
        var locked = Plan(0, null).LockText;

        Assert.DoesNotContain("    mesh: [", locked, StringComparison.Ordinal);
        Assert.Empty(Plan(0, locked).LockChanges);
        Assert.False(Compile(3, locked).Succeeded);
        Assert.Equal(locked, Up("wireguard", Up("wireguard+ipsec", locked)));
    }

    [Fact]
    public void LockFile_Frozen_NamesTheCommandThatRecordsTheStep()
    {
        var found = Assert.Single(StackText.Compile(Text(1), Locked([0]), LockMode.Frozen).Diagnostics, found =>
            found.Severity == Severity.Error
        );

        Assert.Equal(DiagnosticCodes.LockNotUpToDate, found.Code);
        Assert.Contains("scripts/infra lock --stack test", found.Remedy, StringComparison.Ordinal);
        Assert.True(StackText.Compile(Text(1), Plan(1, Locked([0])).LockText, LockMode.Frozen).Succeeded);
    }

    [Fact]
    public void Record_OfAServiceThatIsNotThere_IsRefused()
    {
        var found = Assert.Single(Compile(0, Locked([0]), ("orders", "ipsec")).Diagnostics);

        Assert.Equal(DiagnosticCodes.MeshNotRecorded, found.Code);
        Assert.Contains("orders-db", found.Remedy, StringComparison.Ordinal);
        var kind = Assert.Single(Compile(0, Locked([0]), ("orders-db", "ipsek")).Diagnostics);
        Assert.Equal((DiagnosticCodes.MeshNotRecorded, "'ipsek' is not a kind of mesh."), (kind.Code, kind.Message));
    }

    /// <summary>An operator's word is enough to go on, and to say what the nodes of an older lock file use.</summary>
    [Fact]
    public void Record_OfAKind_ReplacesWhatTheLockFileSays()
    {
        Assert.Equal([3], InUse(Compile(3, Locked([0]), ("orders-db", "ipsec")).Value!.LockText));
        Assert.Equal([1, 2], InUse(Compile(2, Locked([0, 1]), ("orders-db", "wireguard+ipsec")).Value!.LockText));
        Assert.False(Compile(3, Locked([0]), ("orders-db", "wireguard+ipsec")).Succeeded);
    }

    [Theory]
    [InlineData("ipsec")]
    [InlineData("[]")]
    [InlineData("[ipsec, wireguard]")]
    [InlineData("[wireguard, ipsec+wireguard]")]
    [InlineData("[wireguard+ipsec, wireguard]")]
    [InlineData("[ipsec, ipsec]")]
    [InlineData("[wireguard, wireguard+ipsec, ipsec+wireguard]")]
    [InlineData("[esp]")]
    [InlineData("{ a: ipsec }")]
    public void LockFile_WithWhatNoRunLeaves_IsRefused(string written)
    {
        var locked = Locked([3]).Replace("mesh: [ipsec]", $"mesh: {written}", StringComparison.Ordinal);

        Assert.Contains(StackText.Compile(Text(3), locked).Diagnostics, found =>
            found.Severity == Severity.Error
            && found.Where.File == StackText.LockFile
            && found.Where.Path.StartsWith("services.orders-db.mesh", StringComparison.Ordinal)
        );
    }

    /// <summary>Another service's kinds are its own, and a new one beside it begins where it likes.</summary>
    [Fact]
    public void Mesh_OfTwoServices_AreIndependent()
    {
        var two =
            Text(3)
            + "      events:\n        type: postgresql\n        plan: business-8\n        nodes: 1\n        mesh: wireguard\n"
            + "        allowedSources: [10.7.0.0/16]\n        volumes: { data: 1 }\n";
        var locked = StackText.Plan(two, Locked([3])).LockText;

        Assert.True(StackText.Compile(two, locked).Succeeded);
        var found = Assert.Single(
            StackText.Compile(two.Replace("mesh: wireguard\n", "mesh: ipsec\n", StringComparison.Ordinal), locked).Diagnostics
        );
        Assert.Contains("'events' runs with mesh wireguard", found.Message, StringComparison.Ordinal);
    }

    private static string Text(int kind) => StackText.With("mesh: wireguard", $"mesh: {Words[kind]}");

    /// <summary>A lock file of nodes that may be using these kinds.</summary>
    private static string Locked(int[] used)
    {
        var locked = Plan(used[0], null).LockText;
        return used.Length == 1 ? locked : Plan(used[1], locked).LockText;
    }

    /// <summary>The lock file after a run to a kind that has reached all nodes.</summary>
    private static string Up(string kind, string locked)
    {
        var at = Array.IndexOf(Words, kind);
        var begun = Plan(at, locked).LockText;
        return Compile(at, begun, ("orders-db", kind)).Value!.LockText;
    }

    private static ProjectPlan Plan(int kind, string? locked)
    {
        var outcome = Compile(kind, locked);
        Assert.True(outcome.Succeeded, string.Join('\n', outcome.Diagnostics));
        return outcome.Value!;
    }

    private static Outcome<ProjectPlan> Compile(int kind, string? locked, params (string Service, string Kind)[] recorded) =>
        Core.Deployments.ProjectCompiler.Compile(
            new StackSource(Text(kind), StackText.File),
            new LockSource(locked, StackText.LockFile, LockMode.Extend)
            {
                Requests = LockRequests.None with
                {
                    Meshes = recorded.ToImmutableSortedDictionary(one => one.Service, one => one.Kind, StringComparer.Ordinal),
                },
            }
        );

    private static IEnumerable<int> InUse(string locked) =>
        Entry().Match(locked) is { Success: true } match
            ? match.Groups[1].Value.Split(", ").Select(word => Array.IndexOf(Words, word))
            : [0];

    [GeneratedRegex(@"'mesh: ([a-z+]+)'")]
    private static partial Regex Step();

    [GeneratedRegex(@"^    mesh: \[([a-z+, ]+)\]$", RegexOptions.Multiline)]
    private static partial Regex Entry();
}
