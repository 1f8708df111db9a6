using System.Collections.Immutable;
using Infra.Components.Azure;
using Infra.Components.Tests.Testing;
using Infra.Core.Addressing;
using Infra.Core.Clouds.Azure;
using Infra.Core.Dns;
using Infra.Core.Spec;
using Infra.Core.Spec.Peerings;
using Infra.Core.Topology;
using Pulumi;

namespace Infra.Components.Tests.Alone;

public class AzureComponentsTests
{
    private const string Rule = "azure:network/networkSecurityRule:NetworkSecurityRule";
    private static readonly Zone ZoneA = new("a", 0, "1");

    private static ResourceGroupReference Home => new(Output.Create("mine-group"), "westeurope");

    private static NsgRuleSet Rules(NsgEnd destination) =>
        new(
            "nsg-db",
            "db",
            [new NsgRule("in", true, 300, true, "Tcp", new NsgEnd.Any(), destination, new Ports.Listed([5432]), "clients")]
        );

    [Fact]
    public async Task ProjectNetwork_Alone_IsAGroupAndANetworkOfPlainValues()
    {
        var run = await AloneRun.OfAsync(() =>
            new ProjectNetwork(
                "mine",
                new ProjectNetworkArgs
                {
                    Region = "westeurope",
                    Cidr = Cidr.Parse("10.9.0.0/20"),
                    Subnets =
                    [
                        new Subnet("workload-a", SubnetRole.Workload, ZoneA, Cidr.Parse("10.9.0.0/24"), null, IpAddr.Parse("10.9.0.1")),
                    ],
                    Nat = NatMode.None,
                    Tags = { ["team"] = "orders" },
                }
            )
        );

        Assert.Equal(
            [
                "azure:core/resourceGroup:ResourceGroup mine",
                "azure:network/subnet:Subnet mine-workload-a",
                "azure:network/virtualNetwork:VirtualNetwork mine",
            ],
            run.Resources
        );
        var tags = (ImmutableDictionary<string, object>)run.Inputs("azure:core/resourceGroup:ResourceGroup", "mine")["tags"];
        Assert.Equal("orders", tags["team"]);
        Assert.Equal(["natAddresses", "networkId", "resourceGroup", "subnetIds"], run.Outputs.Keys);
        Assert.Equal(CloudMocks.AzureNetworkIdOf("mine"), run.Outputs["networkId"]);
        Assert.Equal("mine-workload-a-id", ((ImmutableDictionary<string, object>)run.Outputs["subnetIds"]!)["workload-a"]);
    }

    [Fact]
    public async Task ProjectFirewall_Alone_IsAGroupOnSubnets()
    {
        var run = await AloneRun.OfAsync(() =>
            new ProjectFirewall(
                "mine",
                new ProjectFirewallArgs
                {
                    Rules = Rules(new NsgEnd.Any()),
                    Home = Home,
                    SubnetIds = new Dictionary<string, Output<string>> { ["data"] = Output.Create("subnet-1") },
                }
            )
        );

        Assert.Equal(
            [
                "azure:network/networkSecurityGroup:NetworkSecurityGroup nsg-db",
                $"{Rule} nsg-db.in",
                "azure:network/subnetNetworkSecurityGroupAssociation:SubnetNetworkSecurityGroupAssociation mine-data",
            ],
            run.Resources
        );
        Assert.Equal("mine-group", run.Inputs(Rule, "nsg-db.in")["resourceGroupName"]);
        Assert.Equal("nsg-db-id", run.Outputs["groupId"]);
    }

    [Fact]
    public async Task ServiceFirewall_Alone_IsGroupsAndAnIdentity()
    {
        var run = await AloneRun.OfAsync(() =>
            new ServiceFirewall(
                "db",
                new ServiceFirewallArgs
                {
                    Project = "mine",
                    Rules = Rules(new NsgEnd.ApplicationGroup("asg-mine-db")),
                    Home = Home,
                }
            )
        );

        Assert.Equal(
            [
                "azure:authorization/userAssignedIdentity:UserAssignedIdentity db",
                "azure:network/applicationSecurityGroup:ApplicationSecurityGroup db",
                "azure:network/networkSecurityGroup:NetworkSecurityGroup nsg-db",
                $"{Rule} nsg-db.in",
            ],
            run.Resources
        );
        Assert.Equal("db-id", run.Inputs(Rule, "nsg-db.in")["destinationApplicationSecurityGroupIds"]);
        Assert.Equal<KeyValuePair<string, object?>>(
            [new("groupId", "nsg-db-id"), new("identityId", "db-id"), new("membersId", "db-id")],
            run.Outputs
        );
    }

    [Fact]
    public async Task ServiceNode_Alone_IsAVmWithItsVolume()
    {
        var run = await AloneRun.OfAsync(() =>
            new ServiceNode(
                "orders-db-1",
                new ServiceNodeArgs
                {
                    Project = "acme",
                    Plan = AloneRun.Plan("azure-private").Nodes["orders-db-1"],
                    Home = Home,
                    SubnetId = "subnet-1",
                    GroupId = "nsg-1",
                    MembersId = "asg-1",
                    IdentityId = "identity-1",
                    Operators = AloneRun.Operators,
                    TerminationProtection = true,
                }
            )
        );

        Assert.Equal(
            [
                "azure:compute/dataDiskAttachment:DataDiskAttachment orders-db-1-data",
                "azure:compute/linuxVirtualMachine:LinuxVirtualMachine orders-db-1",
                "azure:compute/managedDisk:ManagedDisk orders-db-1-data-g1",
                "azure:management/lock:Lock orders-db-1",
                "azure:network/networkInterface:NetworkInterface orders-db-1",
                "azure:network"
                    + "/networkInterfaceApplicationSecurityGroupAssociation:NetworkInterfaceApplicationSecurityGroupAssociation "
                    + "orders-db-1",
                "azure:network/networkInterfaceSecurityGroupAssociation:NetworkInterfaceSecurityGroupAssociation orders-db-1",
            ],
            run.Resources
        );
        Assert.NotEmpty(run.Mocks.Token("orders-db-1"));
        Assert.Equal<KeyValuePair<string, object?>>(
            [new("instanceId", "orders-db-1-machine"), new("privateAddress", "10.42.0.4")],
            run.Outputs
        );
    }

    [Fact]
    public async Task ServiceDns_Alone_IsRecordSets()
    {
        var run = await AloneRun.OfAsync(() =>
            new ServiceDns(
                "db",
                new ServiceDnsArgs
                {
                    Zone = "example.com",
                    ZoneResourceGroup = "names",
                    Records =
                    [
                        new DnsRecord("db.a", "db", "db", "db.mine.example.com", DnsRecordType.A, [IpAddr.Parse("10.9.0.4")]),
                        new DnsRecord("db.aaaa", "db", "db", "db.mine.example.com", DnsRecordType.Aaaa, [IpAddr.Parse("fd00::4")]),
                    ],
                    Ttl = 60,
                }
            )
        );

        Assert.Equal(["azure:dns/aRecord:ARecord db.a", "azure:dns/aaaaRecord:AaaaRecord db.aaaa"], run.Resources);
        var record = run.Inputs("azure:dns/aRecord:ARecord", "db.a");
        Assert.Equal(("db.mine", "example.com", "names"), (record["name"], record["zoneName"], record["resourceGroupName"]));
        Assert.Equal(["db.mine.example.com"], ((ImmutableArray<object>)run.Outputs["names"]!).Cast<string>());
    }

    [Fact]
    public async Task Peering_Alone_IsOurHalfWithAProvider()
    {
        var other = new OtherSide.Azure(CloudMocks.AzureTenant, "21111111-2222-4333-8444-555555555555", "network", "clients", App: null);
        var run = await AloneRun.OfAsync(() =>
            new Peering(
                "partner",
                new PeeringArgs
                {
                    Project = "mine",
                    HalfName = "mine-partner",
                    Spec = new PeeringSpec("partner", [Cidr.Parse("10.7.0.0/16")], PeeringMode.OneSided, other),
                    NetworkResourceGroup = "mine-group",
                    NetworkName = "mine",
                    NetworkId = CloudMocks.AzureNetworkIdOf("mine"),
                }
            )
        );

        Assert.Equal(
            ["azure:network/virtualNetworkPeering:VirtualNetworkPeering mine-partner", "pulumi:providers:azure azure-mine-partner"],
            run.Resources
        );
        var half = run.Inputs("azure:network/virtualNetworkPeering:VirtualNetworkPeering", "mine-partner");
        Assert.Equal(
            ("mine-partner", "mine", other.VirtualNetworkId),
            (half["name"], half["virtualNetworkName"], half["remoteVirtualNetworkId"])
        );
        Assert.Equal<KeyValuePair<string, object?>>([new("id", "mine-partner-id"), new("state", "unknown")], run.Outputs);
    }
}
