using Infra.Core.Diagnostics;
using Infra.Core.Tests.Spec;
using Infra.Core.Topology;

namespace Infra.Core.Tests.Topology;

/// <summary>
/// Services and nodes no longer in the file: rejected, until a request names them and confirms that their data may be deleted.
/// </summary>
public sealed class RemovalTests
{
    private static readonly string Lock = StackText.Plan(StackText.Good).LockText;

    [Theory]
    [InlineData("      orders-db:", "      order-db:", "Did you mean to rename it? 'order-db' would be a new")]
    [InlineData("      orders-db:", "      events:", "Did you mean to rename it? 'events' would be a new")]
    public void Service_Renamed_IsRefusedAndNotAnAddition(string find, string replace, string says)
    {
        foreach (var mode in Enum.GetValues<LockMode>())
        {
            var outcome = StackText.Compile(StackText.With(find, replace), Lock, mode);

            Assert.Null(outcome.Value);
            var found =
                outcome.Diagnostics[0].Code == DiagnosticCodes.LockNotUpToDate
                    ? outcome.Diagnostics.First(one => one.Code == DiagnosticCodes.RemovalNotAcknowledged)
                    : outcome.Diagnostics[0];
            Assert.Equal((DiagnosticCodes.RemovalNotAcknowledged, "services"), (found.Code, found.Where.Path));
            Assert.Contains(
                "its 3 nodes would be deleted, and with them the data of orders-db-1/data, orders-db-2/data, orders-db-3/data",
                found.Message,
                StringComparison.Ordinal
            );
            Assert.Contains(says, found.Message, StringComparison.Ordinal);
            Assert.Contains("Restore 'orders-db'.", found.Remedy, StringComparison.Ordinal);
            Assert.Contains("'scripts/infra lock --stack test --remove orders-db'", found.Remedy, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Service_Gone_WithTheAcknowledgement_IsRemovedFirstOfAll()
    {
        var none = StackText.Good[..StackText.Good.IndexOf("    services:", StringComparison.Ordinal)] + "    services: {}\n";
        Assert.DoesNotContain("rename", Assert.Single(StackText.Compile(none, Lock).Diagnostics).Message, StringComparison.Ordinal);

        var renamed = StackText.With("      orders-db:", "      events:");
        var plan = LockSteps.Ask(renamed, Lock, new LockRequests { Remove = ["orders-db"] }).Value!;
        Assert.Equal((LockChangeKind.Removes, "services.orders-db"), (plan.LockChanges[0].Kind, plan.LockChanges[0].Path));
        Assert.Equal(["events-1", "events-2", "events-3"], plan.Topology.Nodes.Select(node => node.Key));
        Assert.True(LockSteps.Ask(none, Lock, new LockRequests { Remove = ["orders-db"] }).Succeeded);
    }

    [Fact]
    public void Service_OfAProtectedProject_IsRefusedWithTheAcknowledgementToo()
    {
        var text = StackText.Replace(StackText.On("aws", "eu-west-1"), "      orders-db:", "      events:");
        var locked = StackText.Plan(StackText.On("aws", "eu-west-1")).LockText;
        var outcome = LockSteps.Ask(
            StackText.Replace(text, "zones: 3", "zones: 3\n    terminationProtection: true"),
            locked,
            new LockRequests { Remove = ["orders-db"] }
        );

        Assert.Equal([DiagnosticCodes.ServiceProtected], outcome.Diagnostics.Select(found => found.Code));
    }

    [Fact]
    public void Nodes_OneFewer_IsRefusedUntilTheNodeIsNamed()
    {
        var two = StackText.With("nodes: 3", "nodes: 2");
        var found = Assert.Single(StackText.Compile(two, Lock).Diagnostics);
        Assert.Equal(
            (DiagnosticCodes.RemovalNotAcknowledged, Severity.Error, "services.orders-db.nodes"),
            (found.Code, found.Severity, found.Where.Path)
        );
        Assert.Contains("'scripts/infra lock --stack test --remove orders-db-3'", found.Remedy, StringComparison.Ordinal);

        // Any of them, if another is the one that can be spared.
        Assert.Equal(
            ["orders-db-2", "orders-db-3"],
            LockSteps.Ask(two, Lock, new LockRequests { Remove = ["orders-db-1"] }).Value!.Topology.Nodes.Select(node => node.Key)
        );
        var plan = LockSteps.Ask(two, Lock, new LockRequests { Remove = ["orders-db-3"] });
        Assert.Equal(["orders-db-1", "orders-db-2"], plan.Value!.Topology.Nodes.Select(node => node.Key));
        Assert.True(Assert.Single(plan.Value.LockChanges).LosesData);
        Assert.Equal([DiagnosticCodes.NodeIsRefilled], plan.Diagnostics.Select(one => one.Code));
    }

    [Fact]
    public void Nodes_TwoFewer_AreRefused()
    {
        var found = LockSteps.Ask(StackText.With("nodes: 3", "nodes: 1"), Lock, new LockRequests { Remove = ["orders-db-3"] }).Diagnostics;

        Assert.Equal([DiagnosticCodes.TooManyRemoved], found.Select(one => one.Code));
        Assert.Contains("write 'nodes: 2' first", found[0].Remedy, StringComparison.Ordinal);
    }

    /// <summary>Two lock commands and one up would delete two nodes at once.</summary>
    [Fact]
    public void Nodes_OneMoreFewer_WaitsUntilTheServiceHasMadeUpForTheFirst()
    {
        var locked = LockSteps
            .Ask(StackText.With("nodes: 3", "nodes: 2"), Lock, new LockRequests { Remove = ["orders-db-3"] })
            .Value!.LockText;
        var one = StackText.With("nodes: 3", "nodes: 1");

        Assert.Contains("    removed: { 3: 1 }\n", locked, StringComparison.Ordinal);
        Assert.Contains(LockSteps.Ask(one, locked, new LockRequests { Remove = ["orders-db-2"] }).Diagnostics, found =>
            found.Code == DiagnosticCodes.ReplacementPending
        );
        var reported = LockSteps
            .Ask(StackText.With("nodes: 3", "nodes: 2"), locked, new LockRequests { Refilled = ["orders-db-3"] })
            .Value!.LockText;
        Assert.DoesNotContain("removed", reported, StringComparison.Ordinal);
        Assert.True(LockSteps.Ask(one, reported, new LockRequests { Remove = ["orders-db-2"] }).Succeeded);
    }

    /// <summary>The old node's volumes may still exist: the new one's have other names.</summary>
    [Fact]
    public void Node_RemovedAndAddedAgainBeforeAnUp_IsAnotherGeneration()
    {
        var locked = LockSteps
            .Ask(StackText.With("nodes: 3", "nodes: 2"), Lock, new LockRequests { Remove = ["orders-db-3"] })
            .Value!.LockText;
        var again = StackText.Plan(StackText.Good, locked);

        Assert.Equal(2, again.Topology.Nodes[2].Generation);
        Assert.DoesNotContain("removed", again.LockText, StringComparison.Ordinal);
        Assert.Contains("refilling: true", again.LockText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("orders-db", "still in the stack file")]
    [InlineData("orders-db-1", "requests 3 nodes of 'orders-db'")]
    [InlineData("orders", "is neither a service nor a node")]
    [InlineData("'\n", "is neither a service nor a node")]
    public void Remove_OfWhatTheFileWants_IsRefused(string name, string says)
    {
        var found = Assert.Single(LockSteps.Ask(StackText.Good, Lock, new LockRequests { Remove = [name] }).Diagnostics);

        Assert.Equal(DiagnosticCodes.NotRemovable, found.Code);
        Assert.Contains(says, found.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', found.ToString());
    }

    [Fact]
    public void Remove_OfANodeOfAServiceThatIsGone_NamesTheService()
    {
        var outcome = LockSteps.Ask(
            StackText.With("      orders-db:", "      events:"),
            Lock,
            new LockRequests { Remove = ["orders-db-1"] }
        );

        Assert.Contains(
            "--remove orders-db'",
            outcome.Diagnostics.First(found => found.Code == DiagnosticCodes.NotRemovable).Remedy,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void ReplaceAndRemove_OfOneService_AreRefused()
    {
        var requests = new LockRequests
        {
            Remove = ["orders-db-3"],
            Replace = ["orders-db-1"],
            Empties = ["orders-db-1/data"],
        };

        Assert.Equal(
            [DiagnosticCodes.ReplacementPending],
            LockSteps.Ask(StackText.With("nodes: 3", "nodes: 2"), Lock, requests).Diagnostics.Select(found => found.Code)
        );
    }
}
