using Infra.Components.Aws;
using Infra.Core.Addressing;
using Infra.Core.Topology;

namespace Orders;

/// <summary>A VPC with one zone, whose nodes reach the internet through a NAT gateway with a fixed address.</summary>
public static class OneNetwork
{
    public static IDictionary<string, object?> Create()
    {
        var zone = new Zone("a", 0, "eu-west-1a");
        var network = new ProjectNetwork(
            "mine",
            new ProjectNetworkArgs
            {
                Region = "eu-west-1",
                Cidr = Cidr.Parse("10.9.0.0/20"),
                Subnets =
                [
                    new Subnet("public-a", SubnetRole.Public, zone, Cidr.Parse("10.9.8.0/24"), null, IpAddr.Parse("10.9.8.1")),
                    new Subnet("workload-a", SubnetRole.Workload, zone, Cidr.Parse("10.9.0.0/24"), null, IpAddr.Parse("10.9.0.1")),
                ],
            }
        );
        return new Dictionary<string, object?> { ["vpcId"] = network.VpcId, ["address"] = network.NatAddresses["a"] };
    }
}
