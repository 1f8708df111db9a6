using Infra.Core.Iam;
using Pulumi;
using Ec2 = Pulumi.Aws.Ec2;

namespace Infra.Components.Aws;

/// <summary>
/// The way to S3 that leaves the network neither through a NAT gateway nor over the internet, in every route table
/// of the nodes' subnets. It costs nothing. A closed network has no other way out, and a policy on this one.
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
            // The name begins with com.amazonaws in all partitions for S3's gateway.
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
