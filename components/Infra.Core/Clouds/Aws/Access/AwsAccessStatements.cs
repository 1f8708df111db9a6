using System.Collections.Immutable;
using Infra.Core.Iam;
using Infra.Core.Iam.Templates;

namespace Infra.Core.Clouds.Aws;

/// <summary>
/// The permissions of the operator's role: exactly the actions that the plan needs, each limited by region, by name, or to what carries
/// the project's tag, as far as AWS can
/// (<see href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html"/>).
/// </summary>
internal sealed class AwsAccessStatements(AccessNeeds needs, AwsAccessNames names)
{
    private const string Role = "aws:iam/role:Role";

    private static readonly Term.Text Everything = Term.Of("*");

    /// <summary>What the provider tags after creation: the rest is born with its tags.</summary>
    private static readonly (string Type, string Resource)[] TaggedLater =
    [
        ("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", "security-group"),
        ("aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter", "vpc-peering-connection"),
    ];

    private ImmutableSortedSet<string> _left = needs.Actions;

    /// <summary>All of them, in a fixed order.</summary>
    /// <exception cref="NotSupportedException">An action is of a service that no statement is for: none is granted unlimited.</exception>
    internal ImmutableArray<AwsStatement> All()
    {
        ImmutableArray<AwsStatement> all =
        [
            .. Roles(),
            .. Names(),
            .. Logs(),
            .. Buckets(),
            .. DiskKeys(),
            .. Tags(),
            .. Compute(),
            .. AwsAccessLimits.OthersResources(needs),
            AwsAccessLimits.OwnLimits(),
        ];
        return _left.IsEmpty
            ? [.. all.Where(statement => !statement.Actions.IsEmpty)]
            : throw new NotSupportedException($"No statement limits {string.Join(", ", _left)}.");
    }

    private IEnumerable<AwsStatement> Roles()
    {
        var roles = needs.NamesOf(Role, "name").Select(name => AwsAccessNames.Iam("role", name)).ToImmutableArray();
        var profiles = needs
            .NamesOf("aws:iam/instanceProfile:InstanceProfile", "name")
            .Select(name => AwsAccessNames.Iam("instance-profile", name))
            .ToImmutableArray();
        // Without the boundary a role could be created with any permission, and used.
        yield return Limited(
                "CreateRolesWithinBoundary",
                roles,
                "iam:AttachRolePolicy",
                "iam:CreateRole",
                "iam:PutRolePermissionsBoundary",
                "iam:PutRolePolicy"
            )
            .When("StringEquals", "iam:PermissionsBoundary", names.WorkloadBoundaryArn);
        // Passing a role is using it.
        yield return Limited("PassRoles", roles, "iam:PassRole").When("StringEquals", "iam:PassedToService", [.. Users().Select(Term.Of)]);
        yield return new AwsStatement(
            "Roles",
            Take(action => action.StartsWith("iam:", StringComparison.Ordinal)),
            [.. roles, .. profiles]
        );
    }

    private IEnumerable<string> Users()
    {
        var partition = AwsArn.Partition(needs.Region);
        if (needs.Has("aws:ec2/flowLog:FlowLog"))
        {
            yield return "vpc-flow-logs.amazonaws.com";
        }

        if (needs.Has("aws:iam/instanceProfile:InstanceProfile"))
        {
            yield return partition == "aws-cn" ? "ec2.amazonaws.com.cn" : "ec2.amazonaws.com";
        }
    }

    private IEnumerable<AwsStatement> Names()
    {
        ImmutableArray<Term.Text> zone =
        [
            Term.Join($"arn:{Term.Hole(AwsAccessNames.Partition)}:route53:::hostedzone/{needs.DnsZoneId ?? "*"}"),
        ];
        var records = Limited("Records", zone, "route53:ChangeResourceRecordSets");
        yield return needs.DnsZone is { } name
            ? records.When(
                "ForAllValues:StringLike",
                "route53:ChangeResourceRecordSetsNormalizedRecordNames",
                Term.Of(name),
                Term.Of($"*.{name}")
            )
            : records;
        yield return Limited("Zones", [Everything], "route53:CreateHostedZone", "route53:GetChange", "route53:ListHostedZones");
        yield return new AwsStatement("Zone", Take(action => action.StartsWith("route53:", StringComparison.Ordinal)), zone);
        yield return Limited("Identity", [Everything], "sts:GetCallerIdentity");
    }

    private IEnumerable<AwsStatement> Logs()
    {
        yield return Here(Limited("FindLogs", [Everything], "logs:DescribeLogGroups"));
        yield return new AwsStatement(
            "Logs",
            Take(action => action.StartsWith("logs:", StringComparison.Ordinal)),
            [
                .. needs
                    .NamesOf("aws:cloudwatch/logGroup:LogGroup", "name")
                    .SelectMany(name => new[] { LogGroup(name), LogGroup($"{name}:*") }),
            ]
        );
    }

    private Term.Text LogGroup(string name) =>
        Term.Join($"arn:{Term.Hole(AwsAccessNames.Partition)}:logs:{needs.Region}:{Term.Hole(AwsAccessNames.Account)}:log-group:{name}");

    private IEnumerable<AwsStatement> Buckets()
    {
        yield return new AwsStatement(
            "Buckets",
            Take(action => action.StartsWith("s3:", StringComparison.Ordinal)),
            [.. AwsAccessLimits.Buckets(needs)]
        );
    }

    private IEnumerable<AwsStatement> DiskKeys()
    {
        ImmutableArray<Term.Text> keys = [.. needs.DiskKeys.Select(Term.Of)];
        // Nobody else is given the key: only a service of AWS, for the disk that it attaches.
        yield return Limited("GrantDiskKeys", keys, "kms:CreateGrant").When("Bool", "kms:GrantIsForAWSResource", "true");
        yield return new AwsStatement("DiskKeys", Take(action => action.StartsWith("kms:", StringComparison.Ordinal)), keys);
    }

    private IEnumerable<AwsStatement> Tags()
    {
        const string Create = "ec2:CreateTags";
        var tags = Take(action => action is Create or "ec2:DeleteTags");
        if (tags.IsEmpty)
        {
            yield break;
        }

        var creating = needs.Actions.Where(AwsAccessLimits.IsCreation).Select(action => Term.Of(action["ec2:".Length..])).ToArray();
        yield return Here(new AwsStatement("TagWhatIsCreated", [Create], [Everything])).When("StringEquals", "ec2:CreateAction", creating);
        yield return Here(new AwsStatement("TagOwn", tags, [Everything])).When("StringEquals", AwsAccessLimits.ProjectTag, needs.Project);
        var later = TaggedLater.Where(one => needs.Has(one.Type)).Select(one => AwsAccessLimits.Ec2(one.Resource)).ToImmutableArray();
        yield return Here(new AwsStatement("TagWhatHasNoOwner", later.IsEmpty ? [] : [Create], later))
            .When("Null", AwsAccessLimits.ProjectTag, "true");
        // Root volumes, which come of an image's snapshot: a data volume of the account's own does not.
        var roots = needs.Has("aws:ec2/instance:Instance") ? ImmutableArray.Create(Create) : [];
        yield return Here(new AwsStatement("TagRootVolumes", roots, [AwsAccessLimits.Ec2("volume")]))
            .When("Null", AwsAccessLimits.ProjectTag, "true")
            .When("Null", "ec2:ParentSnapshot", "false");
    }

    private IEnumerable<AwsStatement> Compute()
    {
        yield return Here(new AwsStatement("Look", Take(action => IsEc2(action) && AwsAccessLimits.IsLook(action)), [Everything]));
        yield return Here(new AwsStatement("Compute", Take(IsEc2), [Everything]));
    }

    private static bool IsEc2(string action) => action.StartsWith("ec2:", StringComparison.Ordinal);

    private AwsStatement Here(AwsStatement statement) => statement.When("StringEquals", "aws:RequestedRegion", needs.Region);

    private AwsStatement Limited(string sid, ImmutableArray<Term.Text> resources, params string[] actions) =>
        new(sid, Take(actions.Contains), resources);

    /// <summary>The actions left over that pass a test; no later statement gets them.</summary>
    private ImmutableArray<string> Take(Func<string, bool> test)
    {
        var taken = _left.Where(test).ToImmutableArray();
        _left = _left.Except(taken);
        return taken;
    }
}
