using System.Collections.Immutable;
using Infra.Components.Tests.Testing;

namespace Infra.Components.Tests.Stacks;

/// <summary>What is the same on every cloud for a public service: its names, its outputs, and the operators' access.</summary>
public class PublicAccessTests
{
    // For each cloud: the type of a record set, and the input that contains its addresses.
    private static readonly ImmutableDictionary<string, string> Records = ImmutableDictionary<string, string>
        .Empty.Add("aws:route53/record:Record", "records")
        .Add("azure:dns/aRecord:ARecord", "records")
        .Add("gcp:dns/recordSet:RecordSet", "rrdatas");

    public static TheoryData<string> Clouds => [.. Variant.Public.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Clouds))]
    public async Task Names_OfAPublicService_LeadToPublicAddressesOnlyWithTheirPrefix(string cloud)
    {
        var run = await Variant.Public[cloud].RunAsync();

        var (given, planned) = (
            await OutputValue.OfAsync(run.Stack.PublicAddresses),
            await OutputValue.OfAsync(run.Stack.PrivateAddresses)
        );
        Assert.Equal<IEnumerable<string>>(["shop-db-1", "shop-db-2"], given.Keys.Order(StringComparer.Ordinal));
        string[] Both(ImmutableDictionary<string, string> of) =>
            [.. new[] { of["shop-db-1"], of["shop-db-2"] }.Order(StringComparer.Ordinal)];
        Assert.Equal(Both(given), Addresses(run, "public-shop-db.a"));
        Assert.Equal([given["shop-db-1"]], Addresses(run, "public-shop-db-1.a"));
        Assert.Equal([given["shop-db-2"]], Addresses(run, "public-shop-db-2.a"));
        Assert.Equal(Both(planned), Addresses(run, "shop-db.a"));
        Assert.Equal([planned["shop-db-1"]], Addresses(run, "shop-db-1.a"));
        Assert.Equal(
            ["public-shop-db-1.a", "public-shop-db-2.a", "public-shop-db.a"],
            All(run).Select(record => record.Name).Where(name => name.StartsWith("public-", StringComparison.Ordinal))
        );
        // A name never resolves to an unconfirmed node, at either address.
        Assert.All(All(run), record =>
            Assert.Equal<IEnumerable<string>>(
                [record.Name.Contains("shop-db", StringComparison.Ordinal) ? "shop-db-2-confirm" : "orders-db-3-confirm"],
                record.DependsOn
            )
        );
    }

    [Theory]
    [MemberData(nameof(Clouds))]
    public async Task Preview_OfAPublicService_RegistersTheSameResources(string cloud)
    {
        var (applied, previewed) = (await Variant.Public[cloud].RunAsync(), await Variant.Public[cloud].RunAsync(preview: true));

        Assert.Equal(applied.Resources.Keys, previewed.Resources.Keys);
    }

    /// <summary>
    /// The operators' networks, the networks with their own route to the project, and whether the public address is used.
    /// </summary>
    public static TheoryData<string, string, string, bool> Operators
    {
        get
        {
            var all = new TheoryData<string, string, string, bool>();
            foreach (var cloud in Variant.Public.Keys)
            {
                all.Add(cloud, "198.51.100.0/28", "", true);
                all.Add(cloud, "198.51.100.0/28, 203.0.113.0/24", "", true);
                // A private network cannot reach it, unless something routes there.
                all.Add(cloud, "198.51.100.0/28, 10.9.0.0/24", "", true);
                all.Add(cloud, "198.51.100.0/28, 10.9.0.0/24", "10.9.0.0/24", false);
                all.Add(cloud, "10.9.0.0/24", "10.0.0.0/8", false);
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Operators))]
    public async Task Operators_ReachANode_ByTheAddressThatAWayLeadsTo(string cloud, string sources, string routes, bool byPublicAddress)
    {
        var run = await StackRun.OfExampleAsync($"{cloud}-example", text =>
            text.Replace(
                "managementSources: [198.51.100.0/28]",
                $"managementSources: [{sources}]{(routes.Length == 0 ? "" : $"\n    managementRoutes: [{routes}]")}",
                StringComparison.Ordinal
            )
        );

        var (given, planned) = (
            await OutputValue.OfAsync(run.Stack.PublicAddresses),
            await OutputValue.OfAsync(run.Stack.PrivateAddresses)
        );
        var endpoints = await OutputValue.OfAsync(run.Stack.SshEndpoints);
        foreach (var node in planned.Keys)
        {
            var expected = byPublicAddress ? given[node] : planned[node];
            Assert.Equal($"{expected}:22", endpoints[node]);
            Assert.Equal(expected, run.One("command:local:Command", $"{node}-reached").Map("environment")["INFRA_HOST"]);
            Assert.All(new[] { "identity", "push", "confirm" }, step =>
                Assert.Equal(expected, run.One("command:remote:Command", $"{node}-{step}").Map("connection")["host"])
            );
        }
    }

    [Theory]
    [MemberData(nameof(Clouds))]
    public async Task PrivateServices_HaveNoPublicAddressAnywhere(string cloud)
    {
        var run = await Variant
            .Public[cloud]
            .RunAsync(text =>
                text.Replace("publicAccess: true", "publicAccess: false", StringComparison.Ordinal)
                    .Replace("allowedSources: [203.0.113.0/24]", "allowedSources: [10.8.0.0/16]", StringComparison.Ordinal)
            );

        Assert.Empty(await OutputValue.OfAsync(run.Stack.PublicAddresses));
        Assert.DoesNotContain(All(run), record => record.Name.StartsWith("public-", StringComparison.Ordinal));
        var planned = await OutputValue.OfAsync(run.Stack.PrivateAddresses);
        Assert.All(await OutputValue.OfAsync(run.Stack.SshEndpoints), endpoint =>
            Assert.Equal($"{planned[endpoint.Key]}:22", endpoint.Value)
        );
    }

    private static IEnumerable<Recorded> All(StackRun run) => run.Resources.Values.Where(resource => Records.ContainsKey(resource.Type));

    private static IEnumerable<string> Addresses(StackRun run, string record)
    {
        var found = Assert.Single(All(run), known => known.Name == record);
        return ((ImmutableArray<object>)found[Records[found.Type]]!).Cast<string>();
    }
}
