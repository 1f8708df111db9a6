using System.Collections.Immutable;
using Infra.Core.Iam;
using Infra.Core.Iam.Templates;

namespace Infra.Core.Clouds.Aws;

/// <summary>
/// What the operator's role may not do although an action is allowed: mostly, touch what another project or the customer made.
/// </summary>
internal static class AwsAccessLimits
{
    /// <summary>Every resource of the project carries this tag, from its creation on.</summary>
    internal const string ProjectTag = "aws:ResourceTag/project";

    /// <summary>
    /// Only resources that the project created can be meant by these, and all of them are created with their tags. A rule's revocation is
    /// not here: the default group of a new VPC is emptied before its tags are everywhere.
    /// </summary>
    private static readonly string[] OnOwn =
    [
        "ec2:AttachVolume",
        "ec2:AuthorizeSecurityGroupEgress",
        "ec2:AuthorizeSecurityGroupIngress",
        "ec2:CreateNetworkAclEntry",
        "ec2:CreateRoute",
        "ec2:DeleteEgressOnlyInternetGateway",
        "ec2:DeleteFlowLogs",
        "ec2:DeleteInternetGateway",
        "ec2:DeleteKeyPair",
        "ec2:DeleteManagedPrefixList",
        "ec2:DeleteNatGateway",
        "ec2:DeleteNetworkAcl",
        "ec2:DeleteNetworkAclEntry",
        "ec2:DeletePlacementGroup",
        "ec2:DeleteRoute",
        "ec2:DeleteRouteTable",
        "ec2:DeleteSecurityGroup",
        "ec2:DeleteSubnet",
        "ec2:DeleteVolume",
        "ec2:DeleteVpc",
        "ec2:DeleteVpcEndpoints",
        "ec2:DeleteVpcPeeringConnection",
        "ec2:DetachInternetGateway",
        "ec2:DetachVolume",
        "ec2:ModifyInstanceAttribute",
        "ec2:ModifyInstanceMetadataOptions",
        "ec2:ModifyManagedPrefixList",
        "ec2:ModifySecurityGroupRules",
        "ec2:ModifySubnetAttribute",
        "ec2:ModifyVpcAttribute",
        "ec2:ReleaseAddress",
        "ec2:ReplaceRoute",
        "ec2:StartInstances",
        "ec2:StopInstances",
        "ec2:TerminateInstances",
    ];

    /// <summary>
    /// Calls that name resources of several kinds, of which only one must be the project's: a security group given to an instance may be
    /// the customer's, and the prefix list in a rule AWS's.
    /// </summary>
    private static readonly (string Action, string Sid, string Kind)[] Mixed =
    [
        ("ec2:ModifyInstanceAttribute", "KeepOutOfOtherInstances", "instance"),
        ("ec2:ModifySecurityGroupRules", "KeepOutOfOtherGroups", "security-group"),
    ];

    /// <summary>The kinds of resources that the others act on.</summary>
    private static readonly string[] Kinds =
    [
        "egress-only-internet-gateway",
        "elastic-ip",
        "instance",
        "internet-gateway",
        "key-pair",
        "natgateway",
        "network-acl",
        "placement-group",
        "prefix-list",
        "route-table",
        "security-group",
        "subnet",
        "volume",
        "vpc",
        "vpc-endpoint",
        "vpc-flow-log",
        "vpc-peering-connection",
    ];

    /// <summary>Creates resources, whose tags the call carries.</summary>
    internal static bool IsCreation(string action) =>
        action
            is "ec2:AllocateAddress"
                or "ec2:AuthorizeSecurityGroupEgress"
                or "ec2:AuthorizeSecurityGroupIngress"
                or "ec2:ImportKeyPair"
                or "ec2:RunInstances"
        || (
            action.StartsWith("ec2:Create", StringComparison.Ordinal)
            && action is not ("ec2:CreateTags" or "ec2:CreateRoute" or "ec2:CreateNetworkAclEntry")
        );

    /// <summary>Changes nothing.</summary>
    internal static bool IsLook(string action) =>
        action.Split(':')[1] is var name
        && (
            name.StartsWith("Describe", StringComparison.Ordinal)
            || name.StartsWith("Get", StringComparison.Ordinal)
            || name.StartsWith("List", StringComparison.Ordinal)
        );

    internal static IEnumerable<AwsStatement> OthersResources(AccessNeeds needs)
    {
        var own = needs.Actions.Where(action => OnOwn.Contains(action)).ToImmutableArray();
        yield return Foreign("KeepOutOfWhatIsNotTheProjects", own.RemoveRange(Mixed.Select(one => one.Action)), Kinds, needs);
        foreach (var (action, sid, kind) in Mixed)
        {
            yield return Foreign(sid, own.Contains(action) ? [action] : [], [kind], needs);
        }

        // A volume made of a snapshot of the account's would let the operator read it.
        yield return new AwsStatement(
            "KeepOutOfSnapshots",
            needs.Actions.Contains("ec2:CreateVolume") ? ["ec2:CreateVolume"] : [],
            [Term.Join($"arn:{Term.Hole(AwsAccessNames.Partition)}:ec2:*:*:snapshot/*")]
        )
        {
            IsDeny = true,
        };
    }

    /// <summary>The limits themselves stay: of this project's operator and of any other's.</summary>
    internal static AwsStatement OwnLimits() =>
        new(
            "KeepTheLimits",
            [
                "iam:AttachRolePolicy",
                "iam:CreatePolicyVersion",
                "iam:DeletePolicy",
                "iam:DeletePolicyVersion",
                "iam:DeleteRole",
                "iam:DeleteRolePermissionsBoundary",
                "iam:DeleteRolePolicy",
                "iam:DetachRolePolicy",
                "iam:PassRole",
                "iam:PutRolePermissionsBoundary",
                "iam:PutRolePolicy",
                "iam:SetDefaultPolicyVersion",
                "iam:UpdateAssumeRolePolicy",
                "iam:UpdateRole",
            ],
            [
                AwsAccessNames.Iam("role", "*-infra-operator"),
                AwsAccessNames.Iam("policy", "*-infra-operator-*"),
                AwsAccessNames.Iam("policy", "*-infra-workload-boundary"),
            ]
        )
        {
            IsDeny = true,
        };

    /// <summary>The project's buckets, and the objects in them.</summary>
    internal static IEnumerable<Term.Text> Buckets(AccessNeeds needs) =>
        needs
            .NamesOf("aws:s3/bucket:Bucket", "bucket")
            .SelectMany(name =>
                new[]
                {
                    Term.Join($"arn:{Term.Hole(AwsAccessNames.Partition)}:s3:::{name}"),
                    Term.Join($"arn:{Term.Hole(AwsAccessNames.Partition)}:s3:::{name}/*"),
                }
            );

    internal static Term.Text Ec2(string kind) => Term.Join($"arn:{Term.Hole(AwsAccessNames.Partition)}:ec2:*:*:{kind}/*");

    private static AwsStatement Foreign(string sid, ImmutableArray<string> actions, string[] kinds, AccessNeeds needs) =>
        new AwsStatement(sid, actions, [.. kinds.Select(Ec2)]) { IsDeny = true }.When("StringNotEquals", ProjectTag, needs.Project);
}
