using System.Collections.Immutable;
using Infra.Components.Tests.Testing;

namespace Infra.Components.Tests.Aws;

public class ServiceDnsTests
{
    private const string Record = "aws:route53/record:Record";

    [Fact]
    public async Task Dns_NoZone_NothingIsMade()
    {
        var run = await StackRun.OfAsync();

        Assert.Empty(run.OfType(Record));
        Assert.Empty(run.OfType("infra:aws:ServiceDns"));
        Assert.Empty(await OutputValue.OfAsync(run.Stack.Names));
    }

    [Fact]
    public async Task Dns_WithAZone_NamesServiceReplicasAndNodes()
    {
        var run = await StackRun.OfAsync(WithZone());

        Assert.Equal(
            ["orders-db-1.a", "orders-db-2.a", "orders-db-3.a", "orders-db.a", "replica-orders-db.a"],
            run.OfType(Record).Select(record => record.Name));
        Assert.All(run.OfType(Record), record =>
        {
            Assert.Equal(("Z0EXAMPLE", "A", 60.0), (record["zoneId"], record["type"], (double)record["ttl"]!));
            Assert.Equal("orders-db", record.Parent);
            // Its enrolment: a name that leads to an unconfirmed node is a lie.
            Assert.Equal<IEnumerable<string>>(["orders-db"], record.DependsOn);
            Assert.All(Addresses(record), address => Assert.StartsWith("10.42.", address, StringComparison.Ordinal));
        });
        Assert.Equal("orders-db.acme.db.example.com", run.One(Record, "orders-db.a")["name"]);
        Assert.Equal(["10.42.0.4", "10.42.2.4", "10.42.4.4"], Addresses(run.One(Record, "orders-db.a")));
        Assert.Equal(["10.42.2.4", "10.42.4.4"], Addresses(run.One(Record, "replica-orders-db.a")));
        Assert.Contains("replica-orders-db.acme.db.example.com", (await OutputValue.OfAsync(run.Stack.Names))["orders-db"]);
    }

    [Fact]
    public async Task Dns_NodeAdded_TouchesOnlyTheNamesItIsIn()
    {
        var old = await StackRun.OfAsync(WithZone());
        var grown = await StackRun.OfAsync(WithZone().Replace("nodes: 3", "nodes: 4", StringComparison.Ordinal));

        Assert.Empty(old.Resources.Keys.Except(grown.Resources.Keys));
        var changed = old.OfType(Record)
            .Where(record => !Addresses(record).SequenceEqual(Addresses(grown.One(Record, record.Name))))
            .Select(record => record.Name);
        Assert.Equal(["orders-db.a", "replica-orders-db.a"], changed);
    }

    private static string WithZone() => StackRun.ExampleStack.Replace(
        "    zones: 3\n", "    zones: 3\n    dns: { zone: db.example.com, hostedZoneId: Z0EXAMPLE, ttl: 60 }\n", StringComparison.Ordinal);

    private static IEnumerable<string> Addresses(Recorded record) => ((ImmutableArray<object>)record["records"]!).Cast<string>();
}
