using System.Collections.Immutable;
using Infra.Core.Iam;
using Infra.Core.Iam.Templates;

namespace Infra.Core.Clouds.Aws;

/// <summary>
/// The documents of the operator's role: who may assume it, what it may do, and two boundaries, its own and that of roles that it creates.
/// </summary>
internal sealed class AwsAccessPolicies
{
    /// <summary>
    /// Characters of a managed policy and of a trust policy, not counting white space; and how many policies a role can have.
    /// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
    /// </summary>
    internal const int LongestPolicy = 6144;
    internal const int MostPolicies = 10;

    // Account IDs have 12 digits; the longest partition is aws-us-gov. The holes are filled with these to measure.
    private static readonly JsonTerms Longest = new(
        ImmutableSortedDictionary.CreateRange([
            KeyValuePair.Create(AwsAccessNames.Account, "000000000000"),
            KeyValuePair.Create(AwsAccessNames.Partition, "aws-us-gov"),
        ])
    );

    private readonly AccessNeeds _needs;

    internal AwsAccessPolicies(AccessNeeds needs)
    {
        _needs = needs;
        Names = new AwsAccessNames(needs.Project);
        Statements = new AwsAccessStatements(needs, Names).All();
        Permissions = Packed();
    }

    internal AwsAccessNames Names { get; }

    internal ImmutableArray<AwsStatement> Statements { get; }

    /// <summary>The statements in policies, none over the maximum size.</summary>
    internal ImmutableArray<Term.Map> Permissions { get; }

    /// <summary>
    /// Only the operator's principal, and only if it names the external ID: an operator serves many customers, and must not be led to use
    /// one's role for another (https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html).
    /// </summary>
    internal static Term.Map Trust { get; } =
        Term.Of(
            ("Version", Term.Of("2012-10-17")),
            (
                "Statement",
                Term.Of([
                    Term.Of(
                        ("Sid", Term.Of("OperatorOnly")),
                        ("Effect", Term.Of("Allow")),
                        ("Principal", Term.Of(("AWS", Term.Hole(AwsAccessNames.Principal)))),
                        ("Action", Term.Of("sts:AssumeRole")),
                        ("Condition", Term.Of(("StringEquals", Term.Of(("sts:ExternalId", Term.Hole(AwsAccessNames.ExternalId))))))
                    ),
                ])
            )
        );

    /// <summary>
    /// The outer limit of the operator's role, which holds even if somebody grants it more: the services of the plan in its region, and
    /// nothing that copies data out of the account. It grants nothing.
    /// </summary>
    internal Term.Map Boundary =>
        Granting([
            new AwsStatement("Region", Services("ec2", "logs", "kms"), [Term.Of("*")]).When(
                "StringEquals",
                "aws:RequestedRegion",
                _needs.Region
            ),
            new AwsStatement("Global", Services("route53"), [Term.Of("*")]),
            new AwsStatement(
                "Identity",
                [.. _needs.Actions.Where(action => action.StartsWith("sts:", StringComparison.Ordinal))],
                [Term.Of("*")]
            ),
            new AwsStatement("Buckets", Services("s3"), [.. AwsAccessLimits.Buckets(_needs)]),
            .. Statements.Where(statement => !statement.IsDeny && statement.Actions[0].StartsWith("iam:", StringComparison.Ordinal)),
            new AwsStatement("KeepDataInTheAccount", Exports, [Term.Of("*")]) { IsDeny = true },
            AwsAccessLimits.OwnLimits(),
        ]);

    /// <summary>The limit of roles that the operator's role creates: writing flow logs, and the objects of the project's buckets.</summary>
    internal Term.Map WorkloadBoundary =>
        Granting([
            new AwsStatement(
                "WriteLogs",
                ["logs:CreateLogStream", "logs:DescribeLogGroups", "logs:DescribeLogStreams", "logs:PutLogEvents"],
                [Term.Of("*")]
            ).When("StringEquals", "aws:RequestedRegion", _needs.Region),
            new AwsStatement(
                "Objects",
                AwsAccessLimits.Buckets(_needs).Any()
                    ? ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:ListBucket", "s3:PutObject"]
                    : [],
                [.. AwsAccessLimits.Buckets(_needs)]
            ),
        ]);

    private static readonly ImmutableArray<string> Exports =
    [
        "ec2:CopyImage",
        "ec2:CopySnapshot",
        "ec2:CreateImage",
        "ec2:CreateInstanceExportTask",
        "ec2:CreateSnapshot",
        "ec2:CreateSnapshots",
        "ec2:CreateStoreImageTask",
        "ec2:ExportImage",
        "ec2:ModifyImageAttribute",
        "ec2:ModifySnapshotAttribute",
    ];

    /// <summary>Characters of a document as IAM counts them.</summary>
    internal static int Size(Term document) => Longest.Write(document, 0).Count(c => !char.IsWhiteSpace(c));

    /// <summary>Without the statements that are about nothing in this plan.</summary>
    private static Term.Map Granting(ImmutableArray<AwsStatement> statements) =>
        AwsStatement.Policy(statements.Where(statement => !statement.Actions.IsEmpty));

    private ImmutableArray<string> Services(params string[] services) =>
        [
            .. services
                .Where(service => _needs.Actions.Any(action => action.StartsWith($"{service}:", StringComparison.Ordinal)))
                .Select(service => $"{service}:*"),
        ];

    private ImmutableArray<Term.Map> Packed()
    {
        var policies = new List<List<AwsStatement>>();
        foreach (var statement in Statements)
        {
            if (policies.Count == 0 || Size(AwsStatement.Policy(policies[^1].Append(statement))) > LongestPolicy)
            {
                policies.Add([]);
            }

            policies[^1].Add(statement);
        }

        ImmutableArray<Term.Map> packed = [.. policies.Select(AwsStatement.Policy)];
        return packed.Length <= MostPolicies && packed.All(policy => Size(policy) <= LongestPolicy)
            ? packed
            : throw new NotSupportedException($"The permissions do not fit in {MostPolicies} policies of {LongestPolicy} characters.");
    }
}
