using Infra.Core.Iam;
using Pulumi;
using Ec2 = Pulumi.Aws.Ec2;

namespace Infra.Components.Aws;

/// <summary>
/// The S3 gateway endpoint, in every route table of the nodes' subnets: traffic to S3 passes neither through a NAT gateway nor over the
/// internet, at no cost. In a closed network it is the only way out, and carries a policy.
/// </summary>
internal static class ObjectStorageEndpoint
{
    internal static Ec2.VpcEndpoint Create(
        string project,
        ProjectNetworkArgs network,
        Output<string> vpc,
        IEnumerable<Output<string>> routeTables,
        CustomResourceOptions options
    )
    {
        var args = new Ec2.VpcEndpointArgs
        {
            VpcId = vpc,
            VpcEndpointType = "Gateway",
            // The S3 gateway's service name begins with com.amazonaws in all partitions.
            ServiceName = $"com.amazonaws.{network.Region}.s3",
            Tags = Tags.Named($"{project}-s3"),
        };
        foreach (var table in routeTables)
            args.RouteTableIds.Add(table);
        if (network.IsClosed)
            args.Policy = AwsAccount.Id(options).Derive(account => ObjectStoragePolicy.SameAccountAndRegion(account, network.Region));
        return new Ec2.VpcEndpoint($"{project}-s3", args, options);
    }
}
