using Infra.Core.PeerContracts;
using Infra.Core.Spec;
using Infra.Core.Spec.Peerings;
using static Infra.Core.PeerContracts.CloudTerms;
using static Infra.Core.PeerContracts.ShellText;

namespace Infra.Core.Clouds.Aws;

/// <summary>AWS: a request that the other account accepts, and a route in each of its route tables.</summary>
public static class AwsTerms
{
    /// <summary>The peering request, <c>pcx-…</c>.</summary>
    public const string PeeringId = "PEERING_ID";
    public const string OurAccount = "OUR_ACCOUNT";
    public const string OurVpc = "OUR_VPC";
    private const string RouteTable = "ROUTE_TABLE_ID";

    internal static CloudTerms Of(ProjectSpec spec, PeeringSpec peering, OtherSide.Aws other)
    {
        var region = Word(other.Region);
        var check = You(
            "Look at the request",
            $"It must come from the account OUR_ACCOUNT and the VPC OUR_VPC with the network {spec.Cidr}, and go to your VPC {other.Vpc}.",
            $"aws ec2 describe-vpc-peering-connections --region {region} --vpc-peering-connection-ids {Variable(PeeringId)} \\",
            "    --query "
                + "'VpcPeeringConnections[].{from:RequesterVpcInfo.[OwnerId,VpcId,CidrBlock],to:AccepterVpcInfo.[OwnerId"
                + ",VpcId],status:Status.Code}'"
        );
        var accept = You(
            "Accept it",
            $"In account {other.Account}, within 7 days: then AWS lets it expire, and it has to be made anew.",
            $"aws ec2 accept-vpc-peering-connection --region {region} --vpc-peering-connection-id {Variable(PeeringId)}"
        );
        var route = You(
            "Route to the project",
            "Once for the route table of each subnet that clients are in; one route covers all of the project's "
                + "subnets, also those to come.",
            $"aws ec2 create-route --region {region} --route-table-id {Variable(RouteTable)} --destination-cidr-block {spec.Cidr} \\",
            $"    --vpc-peering-connection-id {Variable(PeeringId)}"
        );
        var let = You(
            "Let your clients out",
            "Where your security groups or network ACLs restrict what leaves, allow the ports below to the project's "
                + "network; nothing has to be let in but answers."
        );
        var end = You(
            "End it",
            "Either side may, at any time and alone. Your routes then lead nowhere; remove them too.",
            $"aws ec2 delete-vpc-peering-connection --region {region} --vpc-peering-connection-id {Variable(PeeringId)}",
            $"aws ec2 delete-route --region {region} --route-table-id {Variable(RouteTable)} --destination-cidr-block {spec.Cidr}"
        );
        var id = AfterUp(PeeringId, "the peering connection");
        var table = Yours(RouteTable, "a route table of a subnet that clients are in");
        const string groups =
            "Name networks in your security groups, not the project's groups: what such a group means is decided on our side.";
        return peering.Mode == PeeringMode.BothSides
            ? new CloudTerms([id, table], [route, let], ["Needed for it: ec2:CreateRoute, on these tables alone.", groups], end)
            : new CloudTerms(
                [id, AfterUp(OurAccount, "the account that asks"), AfterUp(OurVpc, "the VPC that asks"), table],
                [check, accept, route, let],
                [
                    "Needed for it: ec2:DescribeVpcPeeringConnections, ec2:AcceptVpcPeeringConnection and "
                        + "ec2:CreateRoute, on these resources alone.",
                    groups,
                ],
                end
            );
    }
}
