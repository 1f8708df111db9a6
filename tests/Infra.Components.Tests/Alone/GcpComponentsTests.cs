using System.Collections.Immutable;
using Infra.Components.Gcp;
using Infra.Components.Tests.Testing;
using Infra.Core.Addressing;
using Infra.Core.Clouds.Gcp;
using Infra.Core.Dns;
using Infra.Core.Spec.Peerings;
using Infra.Core.Topology;
using Pulumi;

namespace Infra.Components.Tests.Alone;

public class GcpComponentsTests
{
    private static readonly Zone ZoneA = new("a", 0, "europe-west1-b");

    [Fact]
    public async Task ProjectNetwork_Alone_IsANetworkOfPlainValues()
    {
        var run = await AloneRun.OfAsync(() =>
            new ProjectNetwork(
                "mine",
                new ProjectNetworkArgs
                {
                    Region = "europe-west1",
                    Subnets =
                    [
                        new Subnet("workload-a", SubnetRole.Workload, ZoneA, Cidr.Parse("10.9.0.0/24"), null, IpAddr.Parse("10.9.0.1")),
                    ],
                }
            )
        );

        Assert.Equal(
            [
                "gcp:compute/address:Address mine-nat-a",
                "gcp:compute/network:Network mine",
                "gcp:compute/route:Route mine-default",
                "gcp:compute/router:Router mine",
                "gcp:compute/routerNat:RouterNat mine-nat-a",
                "gcp:compute/subnetwork:Subnetwork mine-workload-a",
            ],
            run.Resources
        );
        Assert.Equal(CloudMocks.NetworkLinkOf("mine"), run.Outputs["networkLink"]);
        Assert.Equal(
            CloudMocks.LinkOf("mine-workload-a"),
            ((ImmutableDictionary<string, object>)run.Outputs["subnetLinks"]!)["workload-a"]
        );
        Assert.Equal("192.0.2.1", ((ImmutableDictionary<string, object>)run.Outputs["natAddresses"]!)["a"]);
    }

    [Fact]
    public async Task ServiceFirewall_Alone_IsAnAccountAndItsRules()
    {
        var clients = new GcpRemote.Ranges([Cidr.Parse("10.7.0.0/16")]);
        var run = await AloneRun.OfAsync(() =>
            new ServiceFirewall(
                "db",
                new ServiceFirewallArgs
                {
                    Project = "mine",
                    AccountId = "mine-db",
                    Rules = [new("db-in", "db", true, 500, true, "mine-db", clients, [new("tcp", new Ports.Listed([5432]))], "clients")],
                    NetworkLink = "projects/p/global/networks/n",
                }
            )
        );

        Assert.Equal(["gcp:compute/firewall:Firewall db-in", "gcp:serviceaccount/account:Account db"], run.Resources);
        var rule = run.Inputs("gcp:compute/firewall:Firewall", "db-in");
        Assert.Equal("projects/p/global/networks/n", rule["network"]);
        Assert.Equal(["db@acme.iam.example"], ((ImmutableArray<object>)rule["targetServiceAccounts"]).Cast<string>());
        Assert.Equal("db@acme.iam.example", run.Outputs["accountEmail"]);
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
                    Region = "europe-west1",
                    Plan = AloneRun.Plan("gcp-private").Nodes["orders-db-1"],
                    Image = "projects/p/global/images/i",
                    SubnetLink = "regions/r/subnetworks/s",
                    AccountEmail = "db@example",
                    Operators = AloneRun.Operators,
                    Labels = { ["team"] = "orders" },
                }
            )
        );

        Assert.Equal(
            [
                "gcp:compute/attachedDisk:AttachedDisk orders-db-1-data",
                "gcp:compute/disk:Disk orders-db-1-data-g1",
                "gcp:compute/instance:Instance orders-db-1",
            ],
            run.Resources
        );
        var labels = (ImmutableDictionary<string, object>)run.Inputs("gcp:compute/disk:Disk", "orders-db-1-data-g1")["labels"];
        Assert.Equal("orders", labels["team"]);
        Assert.NotEmpty(run.Mocks.Token("orders-db-1"));
        Assert.Equal<KeyValuePair<string, object?>>(
            [new("instanceId", "orders-db-1-instance"), new("privateAddress", "10.42.0.4")],
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
                    ManagedZone = "example-com",
                    Records = [new DnsRecord("db.a", "db", "db", "db.mine.example.com", DnsRecordType.A, [IpAddr.Parse("10.9.0.4")])],
                    Ttl = 60,
                }
            )
        );

        Assert.Equal(["gcp:dns/recordSet:RecordSet db.a"], run.Resources);
        var record = run.Inputs("gcp:dns/recordSet:RecordSet", "db.a");
        Assert.Equal(("example-com", "db.mine.example.com."), (record["managedZone"], record["name"]));
        Assert.Equal(["db.mine.example.com"], ((ImmutableArray<object>)run.Outputs["names"]!).Cast<string>());
    }

    [Fact]
    public async Task Peering_Alone_IsOurHalf()
    {
        var run = await AloneRun.OfAsync(() =>
            new Peering(
                "partner",
                new PeeringArgs
                {
                    Project = "mine",
                    HalfName = "mine-partner",
                    Spec = new PeeringSpec(
                        "partner",
                        [Cidr.Parse("10.7.0.0/16")],
                        PeeringMode.OneSided,
                        new OtherSide.Gcp("clients", "default")
                    ),
                    NetworkLink = "https://compute.example/projects/p/global/networks/n",
                }
            )
        );

        Assert.Equal(["gcp:compute/networkPeering:NetworkPeering mine-partner"], run.Resources);
        var half = run.Inputs("gcp:compute/networkPeering:NetworkPeering", "mine-partner");
        Assert.Equal(("mine-partner", "projects/clients/global/networks/default"), (half["name"], half["peerNetwork"]));
        Assert.Equal<KeyValuePair<string, object?>>([new("id", "mine-partner-id"), new("state", "pending-peer")], run.Outputs);
    }
}
