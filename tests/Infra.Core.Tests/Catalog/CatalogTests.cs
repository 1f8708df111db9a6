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
        Assert.All(type.Plans.Values, plan => Assert.InRange(plan.Nodes, 1, type.MaxNodes));
        Assert.All(type.Plans.Values, plan => Assert.NotEmpty(plan.On(CloudKind.Aws).Name));
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
