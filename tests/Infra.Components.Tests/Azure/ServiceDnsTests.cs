using System.Collections.Immutable;
using Infra.Components.Tests.Testing;

namespace Infra.Components.Tests.Azure;

public class ServiceDnsTests
{
    private const string Record = "azure:dns/aRecord:ARecord";
    private const string Record6 = "azure:dns/aaaaRecord:AaaaRecord";

    [Fact]
    public async Task Dns_NoZone_NothingIsMade()
    {
        var run = await StackRun.OfExampleAsync("azure-example");

        Assert.Empty(run.OfType(Record));
        Assert.Empty(run.OfType("infra:azure:ServiceDns"));
    }

    [Fact]
    public async Task Dns_WithAZone_NamesServiceReplicasAndNodes()
    {
        var run = await StackRun.OfExampleAsync("azure-example", WithZone);

        Assert.Equal(
            ["orders-db-1.a", "orders-db-2.a", "orders-db-3.a", "orders-db.a", "replica-orders-db.a"],
            run.OfType(Record).Select(record => record.Name));
        Assert.All(run.OfType(Record), record =>
        {
            // The zone's resource group, not the project's.
            Assert.Equal(("names", "db.example.com", 60.0), (record["resourceGroupName"], record["zoneName"], (double)record["ttl"]!));
            Assert.Equal("orders-db", record.Map("tags")["service"]);
            // Its enrolment: a name that leads to an unconfirmed node is a lie.
            Assert.Equal<IEnumerable<string>>(["orders-db"], record.DependsOn);
        });
        var service = run.One(Record, "orders-db.a");
        Assert.Equal("orders-db.acme", service["name"]);
        Assert.Equal(["10.42.0.4", "10.42.2.4", "10.42.4.4"], ((ImmutableArray<object>)service["records"]!).Cast<string>());
        Assert.Empty(run.OfType(Record6));
    }

    private static string WithZone(string stack) => stack.Replace(
        "    zones: 3\n", "    zones: 3\n    dns: { zone: db.example.com, resourceGroup: names, ttl: 60 }\n", StringComparison.Ordinal);
}
