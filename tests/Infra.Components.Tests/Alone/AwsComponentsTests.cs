using System.Collections.Immutable;
using Infra.Components.Aws;
using Infra.Core.Addressing;
using Infra.Core.Clouds.Aws;
using Infra.Core.Dns;
using Infra.Core.Sdn;
using Infra.Core.Spec;
using Infra.Core.Spec.Peerings;
using Infra.Core.Topology;
using Pulumi;

namespace Infra.Components.Tests.Alone;

public class AwsComponentsTests
{
    private static readonly Zone ZoneA = new("a", 0, "eu-west-1a");

    [Fact]
    public async Task ProjectNetwork_Alone_IsAVpcOfPlainValues()
    {
        var run = await AloneRun.OfAsync(() =>
            new ProjectNetwork(
                "mine",
                new ProjectNetworkArgs
                {
                    Region = "eu-west-1",
                    Cidr = Cidr.Parse("10.9.0.0/20"),
                    Subnets =
                    [
                        new Subnet("workload-a", SubnetRole.Workload, ZoneA, Cidr.Parse("10.9.0.0/24"), null, IpAddr.Parse("10.9.0.1")),
                    ],
                    Nat = NatMode.None,
                }
            )
        );

        Assert.Equal(
            [
                "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup mine",
                "aws:ec2/internetGateway:InternetGateway mine",
                "aws:ec2/routeTable:RouteTable mine-workload-a",
                "aws:ec2/routeTableAssociation:RouteTableAssociation mine-workload-a",
                "aws:ec2/subnet:Subnet mine-workload-a",
                "aws:ec2/vpc:Vpc mine",
                "aws:ec2/vpcEndpoint:VpcEndpoint mine-s3",
            ],
            run.Resources
        );
        Assert.Equal(["natAddresses", "subnetIds", "vpcId"], run.Outputs.Keys);
        Assert.Equal("mine-id", run.Outputs["vpcId"]);
        Assert.Equal("mine-workload-a-id", ((ImmutableDictionary<string, object>)run.Outputs["subnetIds"]!)["workload-a"]);
    }

    [Fact]
    public async Task ProjectFirewall_Alone_IsPrefixListsAndAnAcl()
    {
        var run = await AloneRun.OfAsync(() =>
            new ProjectFirewall(
                "mine",
                new ProjectFirewallArgs
                {
                    VpcId = "vpc-1",
                    PrefixLists = [PrefixList.Internet],
                    Acl = new NetworkAcl([
                        new AclRule(
                            "in.all",
                            SdnDirection.Ingress,
                            10,
                            true,
                            new AclTraffic(AclProtocol.All),
                            Cidr.Parse("10.0.0.0/8"),
                            "all"
                        ),
                    ]),
                    SubnetIds = new Dictionary<string, Output<string>> { ["data"] = Output.Create("subnet-1") },
                }
            )
        );

        Assert.Equal(
            [
                "aws:ec2/managedPrefixList:ManagedPrefixList mine-internet",
                "aws:ec2/networkAcl:NetworkAcl mine-workload",
                "aws:ec2/networkAclAssociation:NetworkAclAssociation mine-data",
                "aws:ec2/networkAclRule:NetworkAclRule mine.in.all",
            ],
            run.Resources
        );
        Assert.Equal("subnet-1", run.Inputs("aws:ec2/networkAclAssociation:NetworkAclAssociation", "mine-data")["subnetId"]);
        Assert.Equal("mine-internet-id", ((ImmutableDictionary<string, object>)run.Outputs["prefixListIds"]!)["internet"]);
    }

    [Fact]
    public async Task ServiceFirewall_Alone_IsGroupsWithTheirRules()
    {
        var clients = new SecurityGroupRemote.Network(Cidr.Parse("10.7.0.0/16"));
        var run = await AloneRun.OfAsync(() =>
            new ServiceFirewall(
                "db",
                new ServiceFirewallArgs
                {
                    Project = "mine",
                    Groups =
                    [
                        new SecurityGroup(
                            "db",
                            "db",
                            [
                                new("db.in", SdnDirection.Ingress, GroupProtocol.Tcp, new NumberRange(5432, 5432), clients, "clients"),
                                new(
                                    "db.out",
                                    SdnDirection.Egress,
                                    GroupProtocol.All,
                                    null,
                                    new SecurityGroupRemote.List(PrefixList.Internet),
                                    "out"
                                ),
                            ]
                        ),
                    ],
                    VpcId = "vpc-1",
                    PrefixListIds = new Dictionary<string, Output<string>> { ["internet"] = Output.Create("pl-1") },
                }
            )
        );

        Assert.Equal(
            [
                "aws:ec2/securityGroup:SecurityGroup db",
                "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule db.out",
                "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule db.in",
            ],
            run.Resources
        );
        Assert.Equal("pl-1", run.Inputs("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", "db.out")["prefixListId"]);
        Assert.Equal(["db-id"], ((ImmutableArray<object>)run.Outputs["groupIds"]!).Cast<string>());
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
                    Plan = AloneRun.Plan("aws-private").Nodes["orders-db-1"],
                    ImageId = "ami-0ba4ed00",
                    SubnetId = "subnet-1",
                    SecurityGroupIds = "sg-1",
                    Operators = AloneRun.Operators,
                }
            )
        );

        Assert.Equal(
            [
                "aws:ebs/volume:Volume orders-db-1-data-g1",
                "aws:ec2/instance:Instance orders-db-1",
                "aws:ec2/volumeAttachment:VolumeAttachment orders-db-1-data",
            ],
            run.Resources
        );
        var vm = run.Inputs("aws:ec2/instance:Instance", "orders-db-1");
        Assert.Equal(("ami-0ba4ed00", "subnet-1"), (vm["ami"], vm["subnetId"]));
        Assert.Equal(["sg-1"], ((ImmutableArray<object>)vm["vpcSecurityGroupIds"]).Cast<string>());
        Assert.NotEmpty(run.Mocks.Token("orders-db-1"));
        Assert.Equal<KeyValuePair<string, object?>>([new("instanceId", "orders-db-1-id"), new("privateAddress", "10.42.0.4")], run.Outputs);
    }

    [Fact]
    public async Task ServiceDns_Alone_IsRecordSets()
    {
        var run = await AloneRun.OfAsync(() =>
            new ServiceDns(
                "db",
                new ServiceDnsArgs
                {
                    ZoneId = "Z0EXAMPLE",
                    Records =
                    [
                        new DnsRecord("db.a", "db", "db", "db.mine.example.com", DnsRecordType.A, [IpAddr.Parse("10.9.0.4")])
                        {
                            PublicOf = ["db-1"],
                        },
                    ],
                    Ttl = 60,
                    PublicAddresses = new Dictionary<string, Output<string>> { ["db-1"] = Output.Create("203.0.113.5") },
                }
            )
        );

        Assert.Equal(["aws:route53/record:Record db.a"], run.Resources);
        var record = run.Inputs("aws:route53/record:Record", "db.a");
        Assert.Equal(("Z0EXAMPLE", "db.mine.example.com", 60.0), (record["zoneId"], record["name"], record["ttl"]));
        Assert.Equal(["10.9.0.4", "203.0.113.5"], ((ImmutableArray<object>)record["records"]).Cast<string>());
        Assert.Equal(["db.mine.example.com"], ((ImmutableArray<object>)run.Outputs["names"]!).Cast<string>());
    }

    [Fact]
    public async Task Peering_Alone_IsARequestAndRoutes()
    {
        var other = new OtherSide.Aws("012345678901", "vpc-0123456789abcdef0", "eu-west-1", AssumeRole: null);
        var run = await AloneRun.OfAsync(() =>
            new Peering(
                "partner",
                new PeeringArgs
                {
                    Project = "mine",
                    Spec = new PeeringSpec("partner", [Cidr.Parse("10.7.0.0/16")], PeeringMode.OneSided, other),
                    VpcId = "vpc-1",
                    RouteTableIds = new Dictionary<string, Output<string>> { ["data"] = Output.Create("rtb-1") },
                }
            )
        );

        Assert.Equal(
            ["aws:ec2/route:Route mine-data-10.7.0.0_16", "aws:ec2/vpcPeeringConnection:VpcPeeringConnection mine-partner"],
            run.Resources
        );
        Assert.Equal("rtb-1", run.Inputs("aws:ec2/route:Route", "mine-data-10.7.0.0_16")["routeTableId"]);
        Assert.Equal<KeyValuePair<string, object?>>([new("id", "mine-partner-id"), new("state", "pending-peer")], run.Outputs);
    }
}
