using System.Collections.Immutable;
using Infra.Components.Local;
using Infra.Core.Addressing;
using Infra.Core.Clouds.Local;
using Infra.Core.Dns;
using Pulumi;

namespace Infra.Components.Tests.Alone;

public class LocalComponentsTests
{
    private const string Command = "command:local:Command";

    private static LocalNetwork Lab =>
        new("0123abcd", IpAddr.Parse("100.64.0.1"), IpAddr.Parse("100.64.0.2"), [IpAddr.Parse("198.51.100.1")], [], []);

    [Fact]
    public async Task ProjectNetwork_Alone_IsScriptsImageAndNetwork()
    {
        var run = await AloneRun.OfAsync(() => new ProjectNetwork("mine", new ProjectNetworkArgs { Lab = Lab, Owner = "/srv/mine" }));

        Assert.Equal([$"{Command} mine-image", $"{Command} mine-network", $"{Command} mine-tools"], run.Resources);
        var environment = (ImmutableDictionary<string, object>)run.Inputs(Command, "mine-network")["environment"];
        Assert.Equal(("0123abcd", "/srv/mine"), (environment["INFRA_LAB_ID"], environment["INFRA_LAB_OWNER"]));
        Assert.Equal<KeyValuePair<string, object?>>([new("labId", "0123abcd"), new("managementAddress", "100.64.0.2")], run.Outputs);
    }

    [Fact]
    public async Task ProjectFirewall_Alone_LoadsItsRules()
    {
        var run = await AloneRun.OfAsync(() =>
            new ProjectFirewall(
                "mine",
                new ProjectFirewallArgs
                {
                    Lab = Lab,
                    Owner = "/srv/mine",
                    Rules = "table inet sdn {}",
                    Epoch = "1",
                }
            )
        );

        Assert.Equal([$"{Command} mine-sdn"], run.Resources);
        Assert.Equal("table inet sdn {}", run.Inputs(Command, "mine-sdn")["stdin"]);
        Assert.Equal("0123abcd", run.Outputs["labId"]);
    }

    [Fact]
    public async Task ServiceNode_Alone_IsAVmThatBoots()
    {
        var plan = AloneRun.Plan("local");
        var run = await AloneRun.OfAsync(() =>
            new ServiceNode(
                "orders-db-1",
                new ServiceNodeArgs
                {
                    Lab = Lab,
                    Plan = plan.Nodes["orders-db-1"],
                    Machine = LocalMachine.Of(plan.Topology, plan.Nodes["orders-db-1"].Node),
                    ImageDirectory = "/var/cache/image",
                    Operator = AloneRun.Operators.Access,
                }
            )
        );

        Assert.Equal([$"{Command} orders-db-1-boot", $"{Command} orders-db-1-disks", $"{Command} orders-db-1-vm"], run.Resources);
        var environment = (ImmutableDictionary<string, object>)run.Inputs(Command, "orders-db-1-vm")["environment"];
        Assert.Equal("/var/cache/image", environment["INFRA_VM_IMAGE"]);
        Assert.NotEmpty(run.Mocks.Token("orders-db-1"));
        Assert.Equal(["privateAddress", "publicAddress", "sshEndpoint"], run.Outputs.Keys);
        Assert.StartsWith("100.64.0.2:22", (string)run.Outputs["sshEndpoint"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProjectDns_Alone_IsAHostsFile()
    {
        var record = new DnsRecord("db.a", "db", "db", "db.mine.example.com", DnsRecordType.A, [IpAddr.Parse("10.9.0.4")]);
        var run = await AloneRun.OfAsync(() =>
            new ProjectDns(
                "mine",
                new ProjectDnsArgs
                {
                    Lab = Lab,
                    Names = new DnsPlan("example.com", "mine.example.com", 60, [record]),
                    Epoch = "1",
                    After = Output.Create(ImmutableArray<Resource>.Empty),
                }
            )
        );

        Assert.Equal([$"{Command} mine-hosts"], run.Resources);
        Assert.Contains("10.9.0.4", (string)run.Inputs(Command, "mine-hosts")["stdin"], StringComparison.Ordinal);
        Assert.Equal(["db.mine.example.com"], ((ImmutableArray<object>)run.Outputs["names"]!).Cast<string>());
    }
}
