using Infra.Core.Diagnostics;
using Infra.Core.Tests.Spec;
using Infra.Core.Topology;

namespace Infra.Core.Tests.Topology;

/// <summary>A node's replacement empties its volumes: requested by name, one node of a service at a time, and reported.</summary>
public sealed class ReplacementTests
{
    private static readonly string Text = StackText.Replace(StackText.On("aws", "eu-west-1"), "data: 1 }", "data: 1, wal: 2 }");
    private static readonly string Lock = StackText.Plan(Text).LockText;
    private static readonly string Two = Text + "      cache: { type: valkey, plan: business-4, nodes: 1, volumes: { data: 1 } }\n";

    [Fact]
    public void Replace_WithItsVolumesNamed_IsTheNextGeneration()
    {
        var outcome = LockSteps.Replace(Text, Lock, "orders-db-2", "orders-db-2/wal", "orders-db-2/data");

        var nodes = outcome.Value!.Topology.Nodes;
        Assert.Equal([1, 2, 1], nodes.Select(node => node.Generation));
        Assert.Equal("10.77.2.5", $"{nodes[1].Address}");
        Assert.Contains("generation: 2, refilling: true, shape:", outcome.Value.LockText, StringComparison.Ordinal);
        var change = Assert.Single(outcome.Value.LockChanges);
        Assert.Equal((LockChangeKind.Empties, true), (change.Kind, change.LosesData));
        Assert.Contains("goes the data of orders-db-2/data, orders-db-2/wal", change.Sentence, StringComparison.Ordinal);
        var found = Assert.Single(outcome.Diagnostics);
        Assert.Equal((DiagnosticCodes.NodeIsRefilled, Severity.Warning), (found.Code, found.Severity));
        Assert.Contains("orders-db-2/data, orders-db-2/wal", found.Message, StringComparison.Ordinal);
        Assert.Contains("--refilled orders-db-2'", found.Remedy, StringComparison.Ordinal);
    }

    /// <summary>Volumes named (empty: none), part of the message and of the remedy.</summary>
    [Theory]
    [InlineData("", "orders-db-2/data, orders-db-2/wal")]
    [InlineData("orders-db-2/data", "orders-db-2/data, orders-db-2/wal")]
    [InlineData("orders-db-2/data,orders-db-2/wal,orders-db-1/data", "orders-db-2/data, orders-db-2/wal")]
    [InlineData("data,wal", "orders-db-2/data, orders-db-2/wal")]
    [InlineData("orders-db-1/data,orders-db-1/wal", "orders-db-2/data, orders-db-2/wal")]
    public void Replace_WithOtherVolumesNamed_IsRefusedWithTheCommand(string empties, string says)
    {
        foreach (var text in new[] { Text, StackText.Replace(Text, "zones: 3", "zones: 3\n    terminationProtection: true") })
        {
            var outcome = LockSteps.Ask(
                text,
                Lock,
                new LockRequests { Replace = ["orders-db-2"], Empties = [.. empties.Split(',', StringSplitOptions.RemoveEmptyEntries)] }
            );

            Assert.Null(outcome.Value);
            var found = Assert.Single(outcome.Diagnostics);
            Assert.Equal(DiagnosticCodes.ReplacementNotAcknowledged, found.Code);
            Assert.Contains(says, found.Message, StringComparison.Ordinal);
            Assert.Contains(
                "'scripts/infra lock --stack test --replace orders-db-2 --empties orders-db-2/data,orders-db-2/wal'",
                found.Remedy,
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public void Empties_OfNothing_IsRefused() =>
        Assert.Equal(
            DiagnosticCodes.ReplacementNotAcknowledged,
            Assert.Single(LockSteps.Ask(Text, Lock, new LockRequests { Empties = ["orders-db-1/data"] }).Diagnostics).Code
        );

    /// <summary>
    /// A node that is rejected for another reason is not in any suggested command: following it would be the next error.
    /// </summary>
    [Fact]
    public void Replace_OfTwoNodesOfAService_OffersTheOthersAlone()
    {
        var locked = StackText.Plan(Two).LockText;
        var both = LockSteps.Ask(Two, locked, new LockRequests { Replace = ["orders-db-1", "orders-db-2"] });
        var more = LockSteps.Ask(Two, locked, new LockRequests { Replace = ["orders-db-1", "orders-db-2", "cache-1"] });

        Assert.DoesNotContain(both.Diagnostics, found => found.Remedy.Contains("--replace", StringComparison.Ordinal));
        Assert.Contains(more.Diagnostics, found =>
            found.Remedy.Contains("--replace cache-1 --empties cache-1/data'", StringComparison.Ordinal)
        );
        Assert.NotNull(LockSteps.Ask(Two, locked, new LockRequests { Replace = ["cache-1"], Empties = ["cache-1/data"] }).Value);
    }

    [Fact]
    public void Replace_OfTheOnlyNode_SaysSo()
    {
        var outcome = LockSteps.Ask(Two, StackText.Plan(Two).LockText, new LockRequests { Replace = ["cache-1"] });

        Assert.Contains("cache has no other copy", Assert.Single(outcome.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Replace_OfTwoNodesOfAService_IsRefused_AndOfTwoServicesIsNot()
    {
        var locked = StackText.Plan(Two).LockText;
        var both = LockSteps.Ask(
            Two,
            locked,
            new LockRequests
            {
                Replace = ["orders-db-1", "orders-db-3"],
                Empties = ["orders-db-1/data", "orders-db-1/wal", "orders-db-3/data", "orders-db-3/wal"],
            }
        );
        var each = LockSteps.Ask(
            Two,
            locked,
            new LockRequests { Replace = ["cache-1", "orders-db-3"], Empties = ["cache-1/data", "orders-db-3/data", "orders-db-3/wal"] }
        );

        Assert.Equal([DiagnosticCodes.ReplacementPending], both.Diagnostics.Select(found => found.Code));
        Assert.Null(both.Value);
        Assert.Equal([2, 1, 1, 2], each.Value!.Topology.Nodes.Select(node => node.Generation));
    }

    /// <summary>So no lock file is two generations ahead of what was applied, and no two nodes of a service are empty at once.</summary>
    [Theory]
    [InlineData("orders-db-1")]
    [InlineData("orders-db-2")]
    public void Replace_WhileOneIsBeingRefilled_IsRefusedUntilItIsReported(string next)
    {
        var first = LockSteps.Replace(Text, Lock, "orders-db-1", "orders-db-1/data", "orders-db-1/wal").Value!.LockText;
        string[] empties = [$"{next}/data", $"{next}/wal"];

        var refused = LockSteps.Replace(Text, first, next, empties);
        Assert.Null(refused.Value);
        var found = refused.Diagnostics.Single(one => one.Severity == Severity.Error);
        Assert.Equal(DiagnosticCodes.ReplacementPending, found.Code);
        Assert.Contains("'scripts/infra lock --stack test --refilled orders-db-1'", found.Remedy, StringComparison.Ordinal);

        var reported = LockSteps.Ask(Text, first, new LockRequests { Refilled = ["orders-db-1"] });
        Assert.Empty(reported.Diagnostics);
        Assert.DoesNotContain("refilling", reported.Value!.LockText, StringComparison.Ordinal);
        Assert.False(Assert.Single(reported.Value.LockChanges).LosesData);
        Assert.True(LockSteps.Replace(Text, reported.Value.LockText, next, empties).Succeeded);
    }

    /// <summary>
    /// A VM that was recreated and is lost before it was refilled does not hold the last copy; the suggested command creates another.
    /// </summary>
    [Fact]
    public void Replace_OfTheNodeThatIsRefilled_NamesTheCommandThatDoesSo()
    {
        var first = LockSteps.Replace(Text, Lock, "orders-db-1", "orders-db-1/data", "orders-db-1/wal").Value!;
        const string command =
            "scripts/infra lock --stack test --refilled orders-db-1 --replace orders-db-1 --empties orders-db-1/data,orders-db-1/wal";

        var refused = LockSteps.Replace(Text, first.LockText, "orders-db-1", "orders-db-1/data", "orders-db-1/wal");
        Assert.Contains(
            $"If it is applied but lost: '{command}'.",
            refused.Diagnostics.Single(one => one.Severity == Severity.Error).Remedy,
            StringComparison.Ordinal
        );
        // The same as suggested by a run that finds it dead; for a node that is not being refilled, without the report.
        Assert.Equal(
            [command, "scripts/infra lock --stack test --replace orders-db-2 --empties orders-db-2/data,orders-db-2/wal"],
            first.Topology.Nodes.Take(2).Select(node => Replacement.Command("test", node))
        );

        var again = LockSteps.Ask(
            Text,
            first.LockText,
            new LockRequests
            {
                Refilled = ["orders-db-1"],
                Replace = ["orders-db-1"],
                Empties = ["orders-db-1/data", "orders-db-1/wal"],
            }
        );
        Assert.Equal([3, 1, 1], again.Value!.Topology.Nodes.Select(node => node.Generation));
        // It still has to be refilled, and nothing allows deleting another one.
        Assert.Equal([true, false, false], again.Value.Topology.Nodes.Select(node => node.IsRefilling));
        Assert.Equal(LockChangeKind.Empties, Assert.Single(again.Value.LockChanges).Kind);
        Assert.Null(LockSteps.Replace(Text, again.Value.LockText, "orders-db-2", "orders-db-2/data", "orders-db-2/wal").Value);
    }

    [Theory]
    [InlineData("orders-db-1")]
    [InlineData("orders-db-9")]
    [InlineData("'\n")]
    public void Refilled_OfANodeThatIsNot_IsRefused(string node)
    {
        var found = Assert.Single(LockSteps.Ask(Text, Lock, new LockRequests { Refilled = [node] }).Diagnostics);

        Assert.Equal((DiagnosticCodes.NothingToReport, Severity.Error), (found.Code, found.Severity));
        Assert.DoesNotContain('\n', found.ToString());
    }

    /// <summary>An added node is empty too: going from 1 to 2 nodes and replacing the first one would lose all data.</summary>
    [Fact]
    public void NewNode_OfAServiceThatRuns_IsRefilledBeforeAnotherGoes()
    {
        var one = StackText.Replace(Text, "nodes: 3", "nodes: 1");
        var two = StackText.Replace(Text, "nodes: 3", "nodes: 2");
        var before = StackText.Plan(one);
        var added = StackText.Plan(two, before.LockText);

        Assert.DoesNotContain("refilling", before.LockText, StringComparison.Ordinal);
        Assert.Equal(
            DiagnosticCodes.ReplacementPending,
            LockSteps.Replace(two, added.LockText, "orders-db-1", "orders-db-1/data", "orders-db-1/wal").Diagnostics[0].Code
        );
        // The empty one is removed again.
        Assert.Equal("orders-db-1", Assert.Single(LockSteps.Following(one, added.LockText).Topology.Nodes).Key);
    }

    [Fact]
    public void Replace_TakesTheShapeThatTheFileHasNow()
    {
        var larger = StackText.Replace(StackText.Replace(Text, "plan: business-8", "plan: business-16"), "data: 1, wal: 2", "data: 1");
        var after = LockSteps.Replace(larger, Lock, "orders-db-1", "orders-db-1/data", "orders-db-1/wal").Value!;

        Assert.Equal(
            ["m6i.xlarge data", "m6i.large data wal", "m6i.large data wal"],
            after.Topology.Nodes.Select(node => $"{node.Machine.Name} {string.Join(' ', node.Volumes.Select(volume => volume.Name))}")
        );
    }

    [Fact]
    public void Replace_OfANodeWhoseZoneIsGivenUp_PutsItIntoAnother()
    {
        var two = StackText.Replace(Text, "zones: 3", "zones: 2");
        var refused = Assert.Single(StackText.Compile(two, Lock).Diagnostics);
        Assert.Equal(DiagnosticCodes.ZoneInUse, refused.Code);
        Assert.Contains(
            "'scripts/infra lock --stack test --replace orders-db-3 --empties orders-db-3/data,orders-db-3/wal'",
            refused.Remedy,
            StringComparison.Ordinal
        );

        var after = LockSteps.Replace(two, Lock, "orders-db-3", "orders-db-3/data", "orders-db-3/wal").Value!;
        Assert.Equal([("a", 1), ("b", 1), ("a", 2)], after.Topology.Nodes.Select(node => (node.Zone.Key, node.Generation)));
        Assert.Empty(StackText.Compile(two, after.LockText, LockMode.Frozen).Value!.LockChanges);
    }
}
