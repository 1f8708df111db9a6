using System.Collections.Immutable;
using Infra.Components.Tests.Testing;

namespace Infra.Components.Tests.Gcp;

public class ServiceDnsTests
{
    private const string Record = "gcp:dns/recordSet:RecordSet";

    [Fact]
    public async Task Dns_NoZone_NothingIsMade()
    {
        var run = await StackRun.OfExampleAsync("gcp-example");

        Assert.Empty(run.OfType(Record));
        Assert.Empty(run.OfType("infra:gcp:ServiceDns"));
    }

    [Fact]
    public async Task Dns_WithAZone_NamesServiceReplicasAndNodes()
    {
        var run = await StackRun.OfExampleAsync("gcp-example", WithZone);

        Assert.Equal(
            ["orders-db-1.a", "orders-db-2.a", "orders-db-3.a", "orders-db.a", "replica-orders-db.a"],
            run.OfType(Record).Select(record => record.Name));
        Assert.All(run.OfType(Record), record =>
        {
            Assert.Equal(("example-com", "A", 60.0), (record["managedZone"], record["type"], (double)record["ttl"]!));
            // Its enrolment: a name that leads to an unconfirmed node is a lie.
            Assert.Equal<IEnumerable<string>>(["orders-db"], record.DependsOn);
        });
        var service = run.One(Record, "orders-db.a");
        Assert.Equal("orders-db.acme.db.example.com.", service["name"]);
        Assert.Equal(["10.42.0.4", "10.42.2.4", "10.42.4.4"], ((ImmutableArray<object>)service["rrdatas"]!).Cast<string>());
    }

    private static string WithZone(string stack) => stack.Replace(
        "    zones: 3\n", "    zones: 3\n    dns: { zone: db.example.com, managedZone: example-com, ttl: 60 }\n", StringComparison.Ordinal);
}
