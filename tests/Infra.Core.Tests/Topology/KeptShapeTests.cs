using Infra.Core.Diagnostics;
using Infra.Core.Tests.Spec;
using Infra.Core.Topology;

namespace Infra.Core.Tests.Topology;

/// <summary>An edit of what a VM was created from: running nodes keep theirs, and only volumes grow.</summary>
public sealed class KeptShapeTests
{
    private static readonly string Aws = StackText.On("aws", "eu-west-1");

    public static TheoryData<string, string, string> Edits { get; } =
        new()
        {
            { "plan: business-8", "plan: business-16", "plan" },
            { "data: 1 }", "data: 1, wal: 5 }", "volumes" },
            { "volumes: { data: 1 }", "volumes: { data: 1, archive: 1 }", "volumes" },
        };

    [Theory]
    [MemberData(nameof(Edits))]
    public void Nodes_WhenTheFileChanges_KeepWhatTheyWereMadeOf(string find, string replace, string key)
    {
        foreach (var (cloud, region) in new[] { ("aws", "eu-west-1"), ("azure", "westeurope"), ("gcp", "europe-west1") })
        {
            var text = StackText.On(cloud, region);
            var before = StackText.Plan(text);
            var outcome = StackText.Compile(StackText.Replace(text, find, replace), before.LockText);

            var found = Assert.Single(outcome.Diagnostics);
            Assert.Equal(
                (DiagnosticCodes.NodeKeepsItsShape, Severity.Warning, $"services.orders-db.{key}"),
                (found.Code, found.Severity, found.Where.Path)
            );
            Assert.Contains("orders-db-1, orders-db-2, orders-db-3", found.Message, StringComparison.Ordinal);
            Assert.Contains(
                "scripts/infra lock --stack test --replace orders-db-1 --empties orders-db-1/data'",
                found.Remedy,
                StringComparison.Ordinal
            );
            Assert.DoesNotContain(outcome.Value!.LockChanges, change => change.Path.Contains("nodes", StringComparison.Ordinal));
            Assert.Equal(Nodes(before), Nodes(outcome.Value));
        }
    }

    [Fact]
    public void NewNodes_AreBornWithTheNewShape()
    {
        var before = StackText.Plan(Aws);
        var after = StackText.Plan(
            StackText.Replace(StackText.Replace(Aws, "plan: business-8", "plan: business-16"), "nodes: 3", "nodes: 4"),
            before.LockText
        );

        Assert.Equal(["m6i.large", "m6i.large", "m6i.large", "m6i.xlarge"], after.Topology.Nodes.Select(node => node.Machine.Name));
    }

    [Theory]
    [InlineData("aws", "eu-west-1")]
    [InlineData("azure", "westeurope")]
    [InlineData("gcp", "europe-west1")]
    [InlineData("local", "local")]
    public void Volumes_MadeLarger_GrowInPlace(string cloud, string region)
    {
        var text = StackText.On(cloud, region);
        var before = StackText.Plan(text);
        var outcome = StackText.Compile(StackText.Replace(text, "data: 1 }", "data: 2 }"), before.LockText);

        Assert.Empty(outcome.Diagnostics);
        Assert.Equal(
            before.Topology.Nodes.Select(node => (node.Key, node.Generation, node.Address, 2)),
            outcome.Value!.Topology.Nodes.Select(node => (node.Key, node.Generation, node.Address, node.Volumes.Single().SizeGiB))
        );
        Assert.Equal(
            Enumerable.Range(1, 3).Select(slot => $"orders-db-{slot}: volume data grows in place from 1 to 2 GiB, with its data."),
            outcome.Value.LockChanges.Select(change => change.Sentence)
        );
        Assert.All(outcome.Value.LockChanges, change => Assert.Equal((LockChangeKind.Changes, false), (change.Kind, change.LosesData)));
    }

    /// <summary>
    /// Azure's provider would stop the VM, which empties it: there the volume stays, and the warning names the procedure.
    /// </summary>
    [Theory]
    [InlineData("azure", "westeurope", 100, 4095, true)]
    [InlineData("azure", "westeurope", 4095, 4096, false)]
    [InlineData("azure", "westeurope", 100, 8000, false)]
    [InlineData("azure", "westeurope", 4096, 8000, false)]
    [InlineData("azure", "westeurope", 4097, 8000, true)]
    [InlineData("aws", "eu-west-1", 100, 8000, true)]
    [InlineData("gcp", "europe-west1", 4095, 8000, true)]
    public void Volumes_ToASizeThatTakesAStop_StayAsTheyAre(string cloud, string region, int from, int to, bool grows)
    {
        var text = StackText.On(cloud, region);
        var before = StackText.Plan(StackText.Replace(text, "data: 1 }", $"data: {from} }}"));
        var outcome = StackText.Compile(StackText.Replace(text, "data: 1 }", $"data: {to} }}"), before.LockText);

        Assert.All(outcome.Value!.Topology.Nodes, node =>
            Assert.Equal((1, grows ? to : from), (node.Generation, node.Volumes.Single().SizeGiB))
        );
        Assert.Equal(grows ? [] : [DiagnosticCodes.NodeKeepsItsShape], outcome.Diagnostics.Select(diagnostic => diagnostic.Code));
    }

    [Fact]
    public void Volumes_MadeSmaller_AreKeptAsTheyAre()
    {
        var before = StackText.Plan(StackText.Replace(Aws, "data: 1 }", "data: 9 }"));
        var outcome = StackText.Compile(Aws, before.LockText);

        Assert.Contains("data=9GiB, the file: data=1GiB", Assert.Single(outcome.Diagnostics).Message, StringComparison.Ordinal);
        Assert.All(outcome.Value!.Topology.Nodes, node => Assert.Equal(9, node.Volumes.Single().SizeGiB));
    }

    [Fact]
    public void Volumes_OfNodesWhoseMachineIsBehind_GrowNevertheless()
    {
        var before = StackText.Plan(Aws);
        var after = StackText.Plan(
            StackText.Replace(StackText.Replace(Aws, "plan: business-8", "plan: business-16"), "data: 1 }", "data: 2 }"),
            before.LockText
        );

        Assert.All(after.Topology.Nodes, node =>
            Assert.Equal(("m6i.large", 2, 1), (node.Machine.Name, node.Volumes.Single().SizeGiB, node.Generation))
        );
    }

    [Fact]
    public void OneNode_IsSaidToBeTheOnlyCopy()
    {
        var one = StackText.Replace(Aws, "nodes: 3", "nodes: 1");
        var outcome = StackText.Compile(StackText.Replace(one, "plan: business-8", "plan: business-16"), StackText.Plan(one).LockText);

        Assert.Contains("no other copy", Assert.Single(outcome.Diagnostics).Remedy, StringComparison.Ordinal);
    }

    /// <summary>Ports and firewalls follow the type immediately, so the old type's clients would be cut off.</summary>
    [Fact]
    public void Type_OfAServiceThatRuns_CannotChange()
    {
        var outcome = StackText.Compile(StackText.Replace(Aws, "type: postgresql", "type: mysql"), StackText.Plan(Aws).LockText);

        var found = Assert.Single(outcome.Diagnostics);
        Assert.Equal((DiagnosticCodes.ServiceTypeChanged, "services.orders-db.type"), (found.Code, found.Where.Path));
        Assert.Contains("Restore 'type: postgresql'", found.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgresql m6i.large debian-12 data=100GiB wal=5GiB", true)]
    [InlineData("postgresql m6i.large debian-12", true)]
    [InlineData("postgresql m6i.large debian-12 data=1GiB key=arn:aws:kms:eu-west-1:210987654321:key/1234abcd", true)]
    [InlineData("bastion t3.micro debian-12 key=projects/p/locations/l/keyRings/r/cryptoKeys/k", true)]
    [InlineData("postgresql m6i.large debian-12 data=1GiB key=", false)]
    [InlineData("postgresql m6i.large debian-12 key=a data=1GiB", false)]
    [InlineData("postgresql m6i.large debian-12 data=1GiB key=a key=b", false)]
    [InlineData("postgresql m6i.large debian-12 data=1GiB key=a\n", false)]
    [InlineData("postgresql m6i.large debian-12 data=100GiB data=5GiB", false)]
    [InlineData("postgresql m6i.large debian-12 data=99999999999GiB", false)]
    [InlineData("postgresql m6i.large debian-12 data=0GiB", false)]
    [InlineData("postgresql m6i.large", false)]
    public void Shape_ReadAndWritten_IsTheSame(string line, bool good) =>
        Assert.Equal(good ? line : null, NodeShape.Parse(line)?.ToString());

    private static IEnumerable<object> Nodes(ProjectPlan plan) =>
        plan.Topology.Nodes.Select(node => (object)(node.Key, node.Generation, node.Address, node.Machine, string.Join(' ', node.Volumes)));
}
