using System.Text.Json;
using Infra.Components.Permissions;
using Infra.Core.Clouds;
using Infra.Core.Iam;

namespace Infra.Components.Tests.Permissions;

/// <summary>What the operator's role on AWS can do, and what it cannot: its policies with its boundary, evaluated.</summary>
public sealed class AwsAccessTests
{
    private const string Instance = "arn:aws:ec2:eu-west-1:123456789012:instance/i-1";
    private const string Volume = "arn:aws:ec2:eu-west-1:123456789012:volume/vol-1";
    private const string Group = "arn:aws:ec2:eu-west-1:123456789012:security-group/sg-1";
    private const string DiskKey = AccessCase.AwsDiskKey;
    private const string LogsRole = "arn:aws:iam::123456789012:role/acme-thing-1a2b3c4";
    private const string Boundary = "iam:PermissionsBoundary=arn:aws:iam::123456789012:policy/acme-infra-workload-boundary";
    private const string Ours = "aws:ResourceTag/project=acme";
    private const string Theirs = "aws:ResourceTag/project=other";

    private static readonly JsonElement Document = JsonDocument
        .Parse(AccountAccess.Write(AccessCase.Everything(CloudKind.Aws), AccessCase.Identity(CloudKind.Aws), AccessFormat.Json))
        .RootElement;

    private static readonly JsonElement Managed = Document.GetProperty("managedPolicies");

    private static readonly JsonElement[] Permissions =
    [
        .. Document.GetProperty("role").GetProperty("policies").EnumerateArray().Select(name => Managed.GetProperty(name.GetString()!)),
    ];

    [Theory]
    // Creating, changing and removing what is the project's own.
    [InlineData(true, "ec2:RunInstances", Instance, "")]
    [InlineData(true, "ec2:TerminateInstances", Instance, Ours)]
    [InlineData(true, "ec2:ModifyInstanceAttribute", Instance, Ours)]
    [InlineData(true, "ec2:ModifyInstanceAttribute", Group, "")] // a group of the customer's, given to a node
    [InlineData(true, "ec2:DetachVolume", Volume, Ours)]
    [InlineData(true, "ec2:DeleteVolume", Volume, Ours)]
    [InlineData(true, "ec2:AuthorizeSecurityGroupIngress", Group, Ours)]
    [InlineData(true, "ec2:RevokeSecurityGroupEgress", Group, "")] // a new VPC's default group, whose tags are not everywhere yet
    [InlineData(true, "ec2:CreateSubnet", "arn:aws:ec2:eu-west-1:123456789012:vpc/vpc-1", "")] // the customer's own VPC
    [InlineData(true, "ec2:DescribeVpcs", "*", "")]
    // … and nothing of others.
    [InlineData(false, "ec2:TerminateInstances", Instance, "")]
    [InlineData(false, "ec2:TerminateInstances", Instance, Theirs)]
    [InlineData(false, "ec2:StopInstances", Instance, Theirs)]
    [InlineData(false, "ec2:ModifyInstanceAttribute", Instance, Theirs)]
    [InlineData(false, "ec2:DetachVolume", Volume, "")]
    [InlineData(false, "ec2:DeleteVolume", Volume, "")]
    [InlineData(false, "ec2:AttachVolume", Volume, "")]
    [InlineData(false, "ec2:AuthorizeSecurityGroupIngress", Group, "")]
    [InlineData(false, "ec2:ModifySecurityGroupRules", Group, Theirs)]
    [InlineData(false, "ec2:DeleteVpc", "arn:aws:ec2:eu-west-1:123456789012:vpc/vpc-1", "")]
    [InlineData(false, "ec2:CreateVolume", "arn:aws:ec2:eu-west-1::snapshot/snap-1", "")]
    [InlineData(true, "ec2:CreateVolume", Volume, "")]
    // Only in the region.
    [InlineData(false, "ec2:RunInstances", Instance, "aws:RequestedRegion=us-east-1")]
    [InlineData(false, "ec2:DescribeVpcs", "*", "aws:RequestedRegion=us-east-1")]
    // Tags decide who owns what: they are given at creation, and to what has no owner and no data of its own.
    [InlineData(true, "ec2:CreateTags", Instance, "ec2:CreateAction=RunInstances")]
    [InlineData(true, "ec2:CreateTags", Instance, Ours)]
    [InlineData(true, "ec2:CreateTags", Group, "")]
    [InlineData(true, "ec2:CreateTags", Volume, "ec2:ParentSnapshot=arn:aws:ec2:eu-west-1::snapshot/snap-1")]
    [InlineData(false, "ec2:CreateTags", Volume, "")]
    [InlineData(false, "ec2:CreateTags", Instance, "")]
    [InlineData(false, "ec2:CreateTags", Instance, Theirs)]
    [InlineData(false, "ec2:CreateTags", Group, Theirs)]
    [InlineData(false, "ec2:CreateTags", Instance, "ec2:CreateAction=CreateImage")]
    [InlineData(false, "ec2:DeleteTags", Instance, Theirs)]
    // Roles: with their boundary, by name, for the services of the plan.
    [InlineData(true, "iam:CreateRole", LogsRole, Boundary)]
    [InlineData(true, "iam:PutRolePolicy", LogsRole, Boundary)]
    [InlineData(true, "iam:DeleteRole", LogsRole, "")]
    [InlineData(true, "iam:PassRole", LogsRole, "iam:PassedToService=vpc-flow-logs.amazonaws.com")]
    [InlineData(false, "iam:CreateRole", LogsRole, "")]
    [InlineData(false, "iam:CreateRole", LogsRole, "iam:PermissionsBoundary=arn:aws:iam::aws:policy/AdministratorAccess")]
    [InlineData(false, "iam:PutRolePolicy", LogsRole, "")]
    [InlineData(false, "iam:CreateRole", "arn:aws:iam::123456789012:role/admin", Boundary)]
    [InlineData(false, "iam:PassRole", LogsRole, "iam:PassedToService=lambda.amazonaws.com")]
    [InlineData(false, "iam:PassRole", "arn:aws:iam::123456789012:role/admin", "iam:PassedToService=vpc-flow-logs.amazonaws.com")]
    [InlineData(false, "iam:DeleteRolePermissionsBoundary", "arn:aws:iam::123456789012:role/acme-infra-operator", "")]
    [InlineData(false, "iam:UpdateAssumeRolePolicy", "arn:aws:iam::123456789012:role/acme-infra-operator", "")]
    // Names: in the project's zone alone.
    [InlineData(true, "route53:ChangeResourceRecordSets", "arn:aws:route53:::hostedzone/Z0EXAMPLE", Names + "a.db.example.com")]
    [InlineData(false, "route53:ChangeResourceRecordSets", "arn:aws:route53:::hostedzone/Z0EXAMPLE", Names + "www.example.com")]
    [InlineData(false, "route53:ChangeResourceRecordSets", "arn:aws:route53:::hostedzone/Z0OTHER", Names + "a.db.example.com")]
    // The customer's key for disks: by name, and handed on to services of AWS alone.
    [InlineData(true, "kms:GenerateDataKeyWithoutPlaintext", DiskKey, "")]
    [InlineData(true, "kms:CreateGrant", DiskKey, "kms:GrantIsForAWSResource=true")]
    [InlineData(false, "kms:CreateGrant", DiskKey, "kms:GrantIsForAWSResource=false")]
    [InlineData(false, "kms:CreateGrant", DiskKey, "")]
    [InlineData(false, "kms:Decrypt", DiskKey, "aws:RequestedRegion=us-east-1")]
    [InlineData(false, "kms:Decrypt", "arn:aws:kms:eu-west-1:123456789012:key/5678abcd-12ab-34cd-56ef-1234567890ab", "")]
    [InlineData(false, "kms:ScheduleKeyDeletion", DiskKey, "")]
    // Never asked for.
    [InlineData(false, "ec2:CreateSnapshot", Volume, Ours)]
    [InlineData(false, "iam:CreateUser", "arn:aws:iam::123456789012:user/eve", "")]
    [InlineData(false, "s3:GetObject", "arn:aws:s3:::customers-own/key", "")]
    public void Role_WithItsBoundary_AllowsTheProjectsOwnAndNothingElse(bool expected, string action, string resource, string context)
    {
        var keys = new Dictionary<string, string>(StringComparer.Ordinal) { ["aws:RequestedRegion"] = "eu-west-1" };
        foreach (var one in context.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            keys[one.Split('=')[0]] = one.Split('=')[1];
        }

        Assert.Equal(
            expected,
            IamPolicy.Allows(Permissions, action, resource, keys)
                && IamPolicy.Allows([Managed.GetProperty("acme-infra-operator-boundary")], action, resource, keys)
        );
    }

    private const string Names = "route53:ChangeResourceRecordSetsNormalizedRecordNames=";

    [Fact]
    public void Boundary_EvenWithAdministratorAccess_KeepsTheLimits()
    {
        using var everything = JsonDocument.Parse("""{ "Statement": [{ "Effect": "Allow", "Action": "*", "Resource": "*" }] }""");
        var boundary = Managed.GetProperty("acme-infra-operator-boundary");
        var context = new Dictionary<string, string>(StringComparer.Ordinal) { ["aws:RequestedRegion"] = "eu-west-1" };

        foreach (
            var (action, resource, expected) in new[]
            {
                ("ec2:DescribeVpcs", "*", true),
                ("ec2:ModifySnapshotAttribute", "arn:aws:ec2:eu-west-1::snapshot/snap-1", false),
                ("ec2:CopyImage", "*", false),
                ("iam:CreateUser", "arn:aws:iam::123456789012:user/eve", false),
                ("iam:CreateRole", "arn:aws:iam::123456789012:role/acme-thing-1", false),
                ("iam:DeleteRolePermissionsBoundary", "arn:aws:iam::123456789012:role/acme-infra-operator", false),
                ("iam:CreatePolicyVersion", "arn:aws:iam::123456789012:policy/acme-infra-operator-boundary", false),
                ("organizations:LeaveOrganization", "*", false),
                ("sts:AssumeRole", "arn:aws:iam::123456789012:role/admin", false),
            }
        )
        {
            Assert.Equal(
                expected,
                IamPolicy.Allows([everything.RootElement], action, resource, context)
                    && IamPolicy.Allows([boundary], action, resource, context)
            );
        }
    }

    [Fact]
    public void Policies_EveryActionOfTheTable_IsAllowedOnce()
    {
        var table = PermissionTables.Of(CloudKind.Aws)!;
        var allowed = Permissions
            .SelectMany(policy => policy.GetProperty("Statement").EnumerateArray())
            .Where(statement => statement.GetProperty("Effect").GetString() == "Allow")
            .SelectMany(statement => statement.GetProperty("Action").EnumerateArray().Select(action => action.GetString()!))
            .ToList();

        Assert.Equal(
            table.Of(table.Entries.Keys).Union(table.DiskKeyActions).Order(StringComparer.Ordinal),
            allowed.Distinct().Order(StringComparer.Ordinal)
        );
        Assert.Equal(["ec2:CreateTags"], allowed.GroupBy(action => action).Where(group => group.Count() > 1).Select(group => group.Key));
        Assert.DoesNotContain(allowed, action => action.Contains('*', StringComparison.Ordinal));
    }

    [Fact]
    public void Documents_Sizes_AreWithinTheQuotas()
    {
        // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html; a trust policy's default is 2,048.
        Assert.All(Managed.EnumerateObject(), policy => Assert.InRange(Size(policy.Value), 1, 6144));
        Assert.InRange(Size(Document.GetProperty("role").GetProperty("trust")), 1, 2048);
        Assert.InRange(Permissions.Length, 1, 10);

        static int Size(JsonElement document) => document.GetRawText().Count(c => !char.IsWhiteSpace(c));
    }

    [Fact]
    public void Trust_IsTheOperatorsPrincipal_OnlyWithTheExternalId()
    {
        var statement = Document.GetProperty("role").GetProperty("trust").GetProperty("Statement").EnumerateArray().Single();

        Assert.Equal("arn:aws:iam::999988887777:role/deployer", statement.GetProperty("Principal").GetProperty("AWS").GetString());
        Assert.Equal(
            AccessCase.ExternalId,
            statement.GetProperty("Condition").GetProperty("StringEquals").GetProperty("sts:ExternalId").GetString()
        );
    }

    [Fact]
    public void Needs_ActionOfAServiceWithoutAStatement_AreRefused()
    {
        var needs = AccessCase.Everything(CloudKind.Aws);
        needs = needs with { Actions = needs.Actions.Add("rds:CreateDBInstance") };

        Assert.Throws<NotSupportedException>(() => AccountAccess.Write(needs, identity: null, AccessFormat.Json));
    }
}
