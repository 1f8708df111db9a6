using System.Reflection;
using Infra.Core.Catalog;
using Infra.Core.Clouds;
using Infra.Core.Topology;

namespace Infra.Core.Tests.Catalog;

public sealed class CatalogTests
{
    public static TheoryData<CloudKind> Clouds { get; } = [.. Enum.GetValues<CloudKind>()];

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
        Assert.All(type.PeerFlows, flow =>
            Assert.Single(flow.Components.Select(part => type.Components.First(component => component.Name == part).Protocol).Distinct())
        );
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

        // Names become keys of rules and sets, where dashes separate services.
        Assert.All(type.Components, component => Assert.Matches("^[a-z][a-z0-9_]*$", component.Name));
        Assert.All(type.PeerFlows, flow => Assert.Matches("^[a-z][a-z0-9-]*$", flow.Name));
        Assert.Equal(type.NodeCounts.Distinct().Order(), type.NodeCounts);
        Assert.InRange(type.Components.Count(component => component.FixedPort is not null), 0, 1);
        // One rule with a list of ports holds at most 15.
        Assert.InRange(type.ForClients.Count(), 1, 15);
        // The cloud's firewall knows services, not nodes: what it filters must be on every node.
        Assert.All(type.ForClients, component => Assert.Null(component.OnFirst));
        Assert.All(type.Components.Where(component => component.Audience == Audience.Peers), component =>
            Assert.Contains(type.PeerFlows, flow => flow.Components.Contains(component.Name))
        );
        Assert.DoesNotContain(type.Components, component => component.DefaultPort == 80);
    }

    /// <summary>The reference platform's table of services: what clients reach, which of it on 443, and nodes by tier.</summary>
    [Theory]
    [InlineData("clickhouse", "native, https, mysql, prometheus", "", "startup 1, business 3, premium 6")]
    [InlineData("flink", "flink, prometheus", "flink", "startup 1, business 3")]
    [InlineData("grafana", "grafana", "grafana", "startup 1")]
    [InlineData(
        "kafka",
        "kafka, kafka_sasl, kafka_connect, kafka_rest, schema_registry, prometheus",
        "kafka_connect",
        "startup 3, business 6, premium 9"
    )]
    [InlineData("mysql", "mysql, mysqlx, prometheus", "", "startup 1, business 2, premium 3")]
    [InlineData("opensearch", "opensearch, dashboards, prometheus", "dashboards", "startup 1, business 3, premium 6")]
    [InlineData("postgresql", "pg, pgbouncer, prometheus", "", "startup 1, business 2, premium 3")]
    [InlineData("valkey", "valkey, prometheus", "", "startup 1, business 2, premium 3")]
    public void ServiceType_ByName_IsWhatThePlatformOffers(string name, string clients, string web, string tiers)
    {
        var type = ServiceCatalog.Find(name)!;
        var plans = type.Plans.Values.OrderBy(plan => plan.Nodes).Select(plan => $"{plan.Name.Split('-')[0]} {plan.Nodes}").Distinct();

        Assert.Equal(clients, string.Join(", ", type.ForClients.Select(component => component.Name)));
        Assert.Equal(
            web,
            string.Join(", ", type.Components.Where(component => component.FixedPort == 443).Select(component => component.Name))
        );
        Assert.Equal(tiers, string.Join(", ", plans));
    }

    [Fact]
    public void Catalogue_All_IsSortedUniqueAndComplete()
    {
        var defined = typeof(ServiceCatalog)
            .Assembly.GetTypes()
            .Select(type => type.GetProperty("Type", BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public))
            .Where(property => property?.PropertyType == typeof(ServiceType))
            .Select(property => ((ServiceType)property!.GetValue(null)!).Name);
        var listed = ServiceCatalog.All.Select(type => type.Name).ToList();

        Assert.Equal(listed.Distinct().Order(StringComparer.Ordinal), listed);
        Assert.Equal(defined.Order(StringComparer.Ordinal), listed);
    }

    [Fact]
    public void ReservedPorts_All_LieOutsideTheServices() =>
        Assert.All(
            new[]
            {
                ReservedPorts.Ssh,
                ReservedPorts.Web,
                ReservedPorts.PlatformManagement,
                ReservedPorts.IpsecKeyExchange,
                ReservedPorts.IpsecNatTraversal,
                ReservedPorts.WireGuard,
            },
            port => Assert.False(ReservedPorts.IsForServices(port))
        );

    [Fact]
    public void CloudLimits_OfUnknownClouds_Throw()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => CloudLimits.For((CloudKind)99));
    }

    [Theory]
    [MemberData(nameof(Clouds))]
    public void CloudLimits_Always_AreConsistent(CloudKind cloud)
    {
        var limits = CloudLimits.For(cloud);

        // IPv4, UDP and WireGuard headers: 60 bytes, 80 with IPv6.
        Assert.InRange(limits.PathMtuBytes - limits.MeshMtuBytes, limits.HasIpv6 ? 80 : 60, 80);
        Assert.InRange(limits.MeshMtuBytes, 1280, 9001);
        Assert.InRange(limits.MaxZones, 3, 6);
        Assert.NotEmpty(limits.MetadataAddresses);
        Assert.True(
            limits.NtpSources.IsEmpty == NodePlatform.For(cloud).ClockDevice is not null,
            "time comes over the network or from a device"
        );
        Assert.All(limits.OtherServices, own => Assert.Matches("^[a-z][a-z0-9-]*$", own.Name));
    }

    [Theory]
    [MemberData(nameof(Clouds))]
    public void Regions_Zones_AreZonesOfTheirRegion(CloudKind cloud)
    {
        var regions = Regions.Of(cloud);

        Assert.Equal(regions.Distinct().Order(StringComparer.Ordinal), regions);
        foreach (var region in regions)
        {
            var zones = Regions.ZonesOf(cloud, region)!.Value;
            Assert.True(Regions.IsWellFormed(region), region);
            Assert.True(zones.Length is >= 2 and <= 6 || (zones.IsEmpty && cloud == CloudKind.Azure), region);
            Assert.All(zones, zone => Assert.True(Regions.IsZoneOf(cloud, region, zone)));
        }
    }

    [Theory]
    [InlineData(CloudKind.Aws, "eu-west-1", "eu-west-1a, eu-west-1b, eu-west-1c")]
    [InlineData(CloudKind.Azure, "westeurope", "1, 2, 3")]
    [InlineData(CloudKind.Azure, "westus", "")]
    [InlineData(CloudKind.Azure, "mars", null)]
    [InlineData(CloudKind.Gcp, "europe-west1", "europe-west1-b, europe-west1-c, europe-west1-d")]
    [InlineData(CloudKind.Gcp, "us-central1", "us-central1-a, us-central1-b, us-central1-c, us-central1-f")]
    [InlineData(CloudKind.Gcp, "eu-west-1", null)]
    public void Regions_ZonesOf_AreTheClouds(CloudKind cloud, string region, string? zones) =>
        Assert.Equal(zones, Regions.ZonesOf(cloud, region) is { } found ? string.Join(", ", found) : null);

    [Theory]
    [InlineData("westeurope", true)]
    [InlineData("europe-west10", true)]
    [InlineData("", false)]
    [InlineData("West Europe", false)]
    [InlineData("a\nb", false)]
    [InlineData("a: b", false)]
    [InlineData("1st", false)]
    public void Regions_WellFormed_AreWhatFilesAndNamesCanHold(string region, bool good) =>
        Assert.Equal(good, Regions.IsWellFormed(region));
}
