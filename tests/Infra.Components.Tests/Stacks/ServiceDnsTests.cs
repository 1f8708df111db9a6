using Infra.Components.Tests.Testing;

namespace Infra.Components.Tests.Stacks;

/// <summary>The project's DNS records: the same on every cloud, each in its own terms.</summary>
public class ServiceDnsTests
{
    /// <summary>A cloud's terms.</summary>
    /// <param name="Keys">The keys of <c>dns</c> besides zone and TTL.</param>
    /// <param name="Record">Type of a record set of IPv4 addresses.</param>
    /// <param name="Addresses">The input that contains them.</param>
    /// <param name="Domain">The end of a record's name, after the project.</param>
    /// <param name="Zone">The inputs that identify the zone.</param>
    private sealed record Words(string Keys, string Record, string Addresses, string Domain, params (string Input, string Value)[] Zone);

    private static readonly Dictionary<string, Words> OfCloud = new(StringComparer.Ordinal)
    {
        ["aws"] = new(
            "hostedZoneId: Z0EXAMPLE",
            "aws:route53/record:Record",
            "records",
            ".db.example.com",
            ("zoneId", "Z0EXAMPLE"),
            ("type", "A")
        ),
        // The zone's resource group, not the project's.
        ["azure"] = new(
            "resourceGroup: names",
            "azure:dns/aRecord:ARecord",
            "records",
            "",
            ("resourceGroupName", "names"),
            ("zoneName", "db.example.com")
        ),
        ["gcp"] = new(
            "managedZone: example-com",
            "gcp:dns/recordSet:RecordSet",
            "rrdatas",
            ".db.example.com.",
            ("managedZone", "example-com"),
            ("type", "A")
        ),
    };

    public static TheoryData<string> Clouds => [.. OfCloud.Keys];

    [Theory]
    [MemberData(nameof(Clouds))]
    public async Task Dns_NoZone_NothingIsMade(string cloud)
    {
        var run = await StackRun.OfExampleAsync($"{cloud}-private");

        Assert.DoesNotContain(run.Resources.Values, IsAboutNames);
        Assert.Empty(await OutputValue.OfAsync(run.Stack.Names));
    }

    [Theory]
    [MemberData(nameof(Clouds))]
    public async Task Dns_WithAZone_NamesServiceReplicasAndNodes(string cloud)
    {
        var words = OfCloud[cloud];
        var run = await WithZoneAsync(cloud);

        var records = run.OfType(words.Record).ToList();
        Assert.Equal(
            ["orders-db-1.a", "orders-db-2.a", "orders-db-3.a", "orders-db.a", "replica-orders-db.a"],
            records.Select(record => record.Name)
        );
        // No node has an IPv6 address.
        Assert.Equal(["orders-db"], run.Resources.Values.Where(IsAboutNames).Except(records).Select(component => component.Name));
        Assert.All(records, record =>
        {
            Assert.Equal(words.Zone, words.Zone.Select(zone => (zone.Input, (string)record[zone.Input]!)));
            Assert.Equal(60.0, record["ttl"]);
            Assert.Equal("orders-db", record.Parent);
            // Its enrolment: a name must not resolve to an unconfirmed node.
            Assert.Equal<IEnumerable<string>>(["orders-db-3-confirm"], record.DependsOn);
        });
        Assert.Equal($"orders-db.acme{words.Domain}", run.One(words.Record, "orders-db.a")["name"]);
        Assert.Equal(["10.42.0.4", "10.42.2.4", "10.42.4.4"], run.One(words.Record, "orders-db.a").Texts(words.Addresses));
        Assert.Equal(["10.42.2.4", "10.42.4.4"], run.One(words.Record, "replica-orders-db.a").Texts(words.Addresses));
        Assert.Equal(["10.42.2.4"], run.One(words.Record, "orders-db-2.a").Texts(words.Addresses));
        Assert.Contains("replica-orders-db.acme.db.example.com", (await OutputValue.OfAsync(run.Stack.Names))["orders-db"]);
    }

    [Theory]
    [MemberData(nameof(Clouds))]
    public async Task Dns_NodeAdded_TouchesOnlyTheNamesItIsIn(string cloud)
    {
        var (old, grown) = (
            await WithZoneAsync(cloud),
            await WithZoneAsync(cloud, text => text.Replace("nodes: 3", "nodes: 4", StringComparison.Ordinal))
        );

        Assert.Empty(old.Resources.Keys.Except(grown.Resources.Keys));
        Assert.Equal(
            ["orders-db.a", "replica-orders-db.a"],
            RunDifference.Of(old, grown).Where(key => IsAboutNames(old.Resources[key])).Select(key => old.Resources[key].Name)
        );
    }

    /// <summary>Of the clouds here, only Azure's record sets take tags.</summary>
    [Fact]
    public async Task Dns_OnAzure_RecordsSayWhoseTheyAre()
    {
        var run = await WithZoneAsync("azure");

        Assert.All(run.OfType(OfCloud["azure"].Record), record => Assert.Equal("orders-db", record.Map("tags")["service"]));
    }

    private static Task<StackRun> WithZoneAsync(string cloud, Func<string, string>? edit = null) =>
        StackRun.OfExampleAsync($"{cloud}-private", text =>
            (edit?.Invoke(text) ?? text).Replace(
                "    zones: 3\n",
                $"    zones: 3\n    dns: {{ zone: db.example.com, {OfCloud[cloud].Keys}, ttl: 60 }}\n",
                StringComparison.Ordinal
            )
        );

    private static bool IsAboutNames(Recorded resource) =>
        resource.Type.EndsWith(":ServiceDns", StringComparison.Ordinal)
        || resource.Type.Contains(":dns/", StringComparison.Ordinal)
        || resource.Type.Contains(":route53/", StringComparison.Ordinal);
}
