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
        if (region is null || ourRegion is null || AwsPartition.Of(region) == AwsPartition.Of(ourRegion))
        {
            return region is null || AwsPartition.Of(region) != AwsPartition.Commercial || Regions.Of(CloudKind.Aws).Contains(region)
                ? region
                : Unknown(region, node!.Where);
        }

        bag.Add(PeeringImpossible.OtherPartition(node!.Where, region, AwsPartition.Of(region), AwsPartition.Of(ourRegion)));
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

        return AwsRoleArn.Read(node, account, ourRegion, BadId.OtherSide, bag);
    }

    [GeneratedRegex(@"\Avpc-([0-9a-f]{8}|[0-9a-f]{17})\z")]
    private static partial Regex VpcForm();

    [GeneratedRegex(@"\A[a-z]{2}(-[a-z]{2,12}){1,2}-[1-9][0-9]?\z")]
    private static partial Regex RegionForm();
}
