using System.Text.RegularExpressions;
using Infra.Core.Catalog;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Findings;
using Infra.Core.Spec.Peerings;
using Infra.Core.Spec.Text;

namespace Infra.Core.Clouds.Aws;

/// <summary>Reads the keys that identify a VPC of another AWS account.</summary>
internal sealed partial class AwsSideReader(string? ourRegion, DiagnosticBag bag)
{
    private const string Commercial = "aws";

    internal OtherSide.Aws? Read(MapReader keys, PeeringMode mode)
    {
        var account = AwsAccountId.Read(keys.Required("account", "account: \"111122223333\""), BadId.OtherSide, bag);
        var vpc = PeerIds.Read(
            keys.Required("vpc", "vpc: vpc-0123456789abcdef0"),
            VpcForm(),
            "a VPC's id",
            "'vpc-0123456789abcdef0': 8 or 17 hexadecimal digits",
            bag
        );
        var regionNode = keys.Optional("region");
        var region = ReadRegion(regionNode) ?? (regionNode is null ? ourRegion : null);
        var role = ReadRole(keys.Optional(PeeringKeys.AssumeRole), account, mode);
        return account is null || vpc is null || region is null ? null : new OtherSide.Aws(account, vpc, region, role);
    }

    private string? ReadRegion(TextNode? node)
    {
        var region = PeerIds.Read(node, RegionForm(), "a region's name", "'eu-west-1'", bag);
        // Regions of other partitions are not in the catalog.
        if (region is null || ourRegion is null || PartitionOf(region) == PartitionOf(ourRegion))
        {
            return region is null || PartitionOf(region) != Commercial || Regions.Of(CloudKind.Aws).Contains(region)
                ? region
                : Unknown(region, node!.Where);
        }

        bag.Add(PeeringImpossible.OtherPartition(node!.Where, region, PartitionOf(region), PartitionOf(ourRegion)));
        return null;
    }

    private string? Unknown(string region, SourceLocation where)
    {
        bag.Add(UnknownRegion.OfPeer(where, region, CloudKind.Aws));
        return null;
    }

    private string? ReadRole(TextNode? node, string? account, PeeringMode mode)
    {
        if (node is not null && mode == PeeringMode.OneSided)
        {
            bag.Add(UnknownKey.InOneSidedPeering(node.Owner, PeeringKeys.AssumeRole));
            return null;
        }

        var role = PeerIds.Read(node, RoleForm(), "a role's ARN", "'arn:aws:iam::111122223333:role/infra-peering'", bag);
        if (role is not null && account is not null && role.Split(':')[4] != account)
        {
            bag.Add(BadId.RoleOfOtherAccount(node!.Where, role.Split(':')[4], account));
        }

        return role;
    }

    // https://docs.aws.amazon.com/general/latest/gr/aws-arns.html
    private static string PartitionOf(string region) =>
        region.StartsWith("cn-", StringComparison.Ordinal) ? "aws-cn"
        : region.StartsWith("us-gov-", StringComparison.Ordinal) ? "aws-us-gov"
        : Commercial;

    [GeneratedRegex(@"\Avpc-([0-9a-f]{8}|[0-9a-f]{17})\z")]
    private static partial Regex VpcForm();

    [GeneratedRegex(@"\A[a-z]{2}(-[a-z]{2,12}){1,2}-[1-9][0-9]?\z")]
    private static partial Regex RegionForm();

    [GeneratedRegex(@"\Aarn:aws(-cn|-us-gov)?:iam::[0-9]{12}:role/[A-Za-z0-9+=,.@_/-]{1,512}\z")]
    private static partial Regex RoleForm();
}
