using Infra.Core.Boot;
using Infra.Core.Spec;
using Infra.Core.Tests.Fixtures;

namespace Infra.Core.Tests.Boot;

public class NetworkConfigTests
{
    [Fact]
    public void Write_LocalNode_RoutesEverythingByTheRouter() => Assert.Equal(
        """
        version: 2
        ethernets:
          eth0:
            match: {macaddress: "52:54:00:12:34:56"}
            set-name: eth0
            dhcp4: false
            dhcp6: false
            accept-ra: false
            addresses: ["10.42.1.14/32", "fd42:ac3e:1:1::e/128"]
            routes:
              - {to: "0.0.0.0/0", via: "10.42.1.1", on-link: true}
              - {to: "::/0", via: "fe80::1", on-link: true}

        """,
        NetworkConfig.Write(SmallProject.Plan(), "orders-db-2", "52:54:00:12:34:56"));

    [Fact]
    public void Write_NodeWithoutIpv6_HasNoIpv6Route() => Assert.DoesNotContain(
        "::", NetworkConfig.Write(SmallProject.Plan(CloudKind.Aws), "orders-db-1", "52:54:00:12:34:56").Replace("52:54:00:12:34:56", "", StringComparison.Ordinal), StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("52:54:00:12:34")]
    [InlineData("52:54:00:12:34:5G")]
    [InlineData("52:54:00:12:34:56\", x: \"")]
    public void Write_NotAMac_IsRefused(string mac) =>
        Assert.Throws<ArgumentException>(() => NetworkConfig.Write(SmallProject.Plan(), "orders-db-1", mac));

    [Fact]
    public void MetaData_NextEpoch_IsAnotherInstance()
    {
        var plan = SmallProject.Plan();

        Assert.Equal("instance-id: \"acme-orders-db-1-1-1\"\nlocal-hostname: \"orders-db-1\"\n", NetworkConfig.MetaData(plan, "orders-db-1", 1));
        Assert.NotEqual(NetworkConfig.MetaData(plan, "orders-db-1", 1), NetworkConfig.MetaData(plan, "orders-db-1", 2));
    }
}
