using System.Text.RegularExpressions;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Findings;
using Infra.Core.Spec.Peerings;
using Infra.Core.Spec.Text;

namespace Infra.Core.Clouds.Aws;

/// <summary>Reads the ARN of a role: of the account and the partition that it must belong to.</summary>
internal static partial class AwsRoleArn
{
    private const string Sample = "'arn:aws:iam::111122223333:role/infra-deployer': the role itself, not a session of it";

    /// <summary>Returns the ARN, or null (reported).</summary>
    /// <param name="account">The account that must own it; null if unknown.</param>
    /// <param name="region">A region of the partition that it is used in; null if unknown.</param>
    internal static string? Read(TextNode? node, string? account, string? region, BadId bad, DiagnosticBag bag)
    {
        if (PeerIds.Read(node, Form(), "a role's ARN", Sample, bag, bad) is not { } role)
        {
            return null;
        }

        var parts = role.Split(':');
        if (region is not null && parts[1] != AwsPartition.Of(region))
        {
            bag.Add(bad.RoleOfOtherPartition(node!.Where, parts[1], AwsPartition.Of(region)));
        }
        else if (account is not null && parts[4] != account)
        {
            bag.Add(bad.RoleOfOtherAccount(node!.Where, parts[4], account));
        }

        return role;
    }

    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-names: names of up to 64 characters,
    // paths of up to 512.
    [GeneratedRegex(@"\Aarn:aws(-cn|-us-gov)?:iam::[0-9]{12}:role/(?=.{1,576}\z)([A-Za-z0-9+=,.@_-]+/)*[A-Za-z0-9+=,.@_-]{1,64}\z")]
    private static partial Regex Form();
}
