using System.Reflection;
using Infra.Core.Catalog;
using Infra.Core.Spec;

namespace Infra.Core.Tests.Catalog;

public sealed class CatalogTests
{
    public static TheoryData<string> Types { get; } = [.. ServiceCatalog.Types.Keys];

    [Theory]
    [MemberData(nameof(Types))]
    public void ServiceType_Always_IsConsistent(string name)
    {
        var type = ServiceCatalog.Find(name)!;
        var components = type.Components.Select(component => component.Name).ToList();

        Assert.Equal(name, type.Name);
        Assert.Equal(components.Count, components.Distinct().Count());
        Assert.All(type.PeerFlows, flow => Assert.All(flow.Components, component => Assert.Contains(component, components)));
        Assert.All(
            type.PeerFlows,
            flow => Assert.Single(flow.Components.Select(part => type.Components.First(component => component.Name == part).Protocol).Distinct()));
        Assert.All(type.PeerFlows, flow => Assert.Single(flow.Components.Select(part => type.Component(part).OnFirst).Distinct()));
        Assert.Equal(type.PeerFlows.Length, type.PeerFlows.Select(flow => flow.Name).Distinct().Count());
        Assert.All(type.Plans.Values, plan => Assert.Contains(plan.Nodes, type.NodeCounts));
        Assert.All(type.Plans.Values, plan => Assert.All(Enum.GetValues<CloudKind>(), cloud => Assert.NotEmpty(plan.On(cloud).Name)));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void ServiceType_Always_FitsTheLayersBelow(string name)
    {
        var type = ServiceCatalog.Find(name)!;

        // Names become keys of rules and sets, where dashes belong to services.
        Assert.All(type.Components, component => Assert.Matches("^[a-z][a-z0-9_]*$", component.Name));
        Assert.All(type.PeerFlows, flow => Assert.Matches("^[a-z][a-z0-9-]*$", flow.Name));
        Assert.Equal(type.NodeCounts.Distinct().Order(), type.NodeCounts);
        Assert.InRange(type.Components.Count(component => component.FixedPort is not null), 0, 1);
        // One rule with a list of ports holds 15 of them.
        Assert.InRange(type.ForClients.Count(), 1, 15);
        // The cloud's firewall knows services, not nodes: what it filters must be on every node.
        Assert.All(type.ForClients, component => Assert.Null(component.OnFirst));
        Assert.All(
            type.Components.Where(component => component.Audience == Audience.Peers),
            component => Assert.Contains(type.PeerFlows, flow => flow.Components.Contains(component.Name)));
        Assert.DoesNotContain(type.Components, component => component.DefaultPort == 80);
    }

    /// <summary>The reference platform's table of services: what clients reach, which of it on 443, and nodes by tier.</summary>
    [Theory]
    [InlineData("clickhouse", "native, https, mysql, prometheus", "", "startup 1, business 3, premium 6")]
    [InlineData("flink", "flink, prometheus", "flink", "startup 1, business 3")]
    [InlineData("grafana", "grafana", "grafana", "startup 1")]
    [InlineData("kafka", "kafka, kafka_sasl, kafka_connect, kafka_rest, schema_registry, prometheus", "kafka_connect", "startup 3, business 6, premium 9")]
    [InlineData("mysql", "mysql, mysqlx, prometheus", "", "startup 1, business 2, premium 3")]
    [InlineData("opensearch", "opensearch, dashboards, prometheus", "dashboards", "startup 1, business 3, premium 6")]
    [InlineData("postgresql", "pg, pgbouncer, prometheus", "", "startup 1, business 2, premium 3")]
    [InlineData("valkey", "valkey, prometheus", "", "startup 1, business 2, premium 3")]
    public void ServiceType_ByName_IsWhatThePlatformOffers(string name, string clients, string web, string tiers)
    {
        var type = ServiceCatalog.Find(name)!;
        var plans = type.Plans.Values.OrderBy(plan => plan.Nodes).Select(plan => $"{plan.Name.Split('-')[0]} {plan.Nodes}").Distinct();

        Assert.Equal(clients, string.Join(", ", type.ForClients.Select(component => component.Name)));
        Assert.Equal(web, string.Join(", ", type.Components.Where(component => component.FixedPort == 443).Select(component => component.Name)));
        Assert.Equal(tiers, string.Join(", ", plans));
    }

    [Fact]
    public void Catalogue_All_IsSortedUniqueAndComplete()
    {
        var defined = typeof(ServiceCatalog).Assembly.GetTypes()
            .Select(type => type.GetProperty("Type", BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public))
            .Where(property => property?.PropertyType == typeof(ServiceType))
            .Select(property => ((ServiceType)property!.GetValue(null)!).Name);
        var listed = ServiceCatalog.All.Select(type => type.Name).ToList();

        Assert.Equal(listed.Distinct().Order(StringComparer.Ordinal), listed);
        Assert.Equal(defined.Order(StringComparer.Ordinal), listed);
    }

    [Fact]
    public void ReservedPorts_All_LieOutsideTheServices() => Assert.All(
        new[]
        {
            ReservedPorts.Ssh, ReservedPorts.Web, ReservedPorts.PlatformManagement, ReservedPorts.IpsecKeyExchange,
            ReservedPorts.IpsecNatTraversal, ReservedPorts.WireGuard,
        },
        port => Assert.False(ReservedPorts.IsForServices(port)));

    [Fact]
    public void CloudLimits_OfUnsupportedClouds_Throw()
    {
        Assert.Null(CloudLimits.Find(CloudKind.Azure));
        Assert.Throws<NotSupportedException>(() => CloudLimits.For(CloudKind.Gcp));
    }

    [Fact]
    public void Regions_Zones_AreZonesOfTheirRegion()
    {
        foreach (var cloud in new[] { CloudKind.Aws, CloudKind.Local })
        {
            foreach (var region in Regions.Of(cloud))
            {
                var zones = Regions.ZonesOf(cloud, region)!.Value;
                Assert.InRange(zones.Length, 2, 6);
                Assert.All(zones, zone => Assert.True(Regions.IsZoneOf(cloud, region, zone)));
            }
        }
    }
}
