using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Infra.Core.Diagnostics;
using Infra.Core.Spec;
using Infra.Core.Spec.Access;
using Infra.Core.Spec.Customers;
using Infra.Core.Spec.Dns;
using Infra.Core.Spec.Existing;
using Infra.Core.Spec.Findings;
using Infra.Core.Spec.Identity;
using Infra.Core.Spec.Peerings;
using Infra.Core.Spec.Schema;

namespace Infra.Core.Clouds.Aws;

/// <content>Stack file rules for AWS.</content>
internal sealed partial class AwsCloud
{
    public ImmutableArray<string> OwnKeys { get; } = [.. ProjectKeys.OfAccounts, FlowLogsReader.Key, NetworkAclsReader.Key, "account"];

    public AccountForm? Account { get; } =
        new(
            "account",
            "an AWS account",
            "account: \"111122223333\"",
            (node, bag) => AwsAccountId.Read(node, BadId.OwnAccount, bag),
            () => ProjectSchema.AccountNumber("The AWS account that everything is created in: 12 digits, in quotes.")
        );

    public RunAsForm? RunAs { get; } = new AwsRunAsForm();

    public DiskKeyForm? DiskKey => KmsKey.OfDisks;

    public ExtraGroupForm? ExtraGroup { get; } =
        new(
            "a security group ID",
            SecurityGroupId(),
            "'sg-0a1b2c3d4e5f60718': 8 or 17 hexadecimal digits",
            // Of 16 at most, a service has at least one of ours.
            15
        );

    // https://docs.aws.amazon.com/Route53/latest/APIReference/API_HostedZone.html: up to 32 characters.
    public ZoneKey? DnsZone { get; } = new("hostedZoneId", "Route 53 hosted zone ID", HostedZoneId(), "Z0123456789ABCDEFGHIJ");

    // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html: 8 or 17 hexadecimal digits.
    public NetworkForm? ExistingNetwork { get; } =
        new(
            new IdForm("id", "VPC ID", Vpc(), "vpc-0a1b2c3d4e5f60718"),
            new IdForm("id", "subnet ID", Subnet(), "subnet-0a1b2c3d4e5f60718"),
            WidestNetwork: 16
        );

    public PeeringForm? Peering { get; } = new AwsPeeringForm();

    // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/connect-with-ec2-instance-connect-endpoint.html: in a subnet of the VPC, and
    // connections come from its network interface there unless it preserves the client's address.
    public ManagedTunnel? Tunnel { get; } =
        new("instance-connect", "an EC2 Instance Connect Endpoint", IsInTheNetwork: true, LongestPrefix: null);

    public (string Reason, string Remedy)? NoSingleNatGateway => null;

    public string? ProblemOfImage(string imageId) =>
        Image().IsMatch(imageId) ? null : ImageIds.NotAnImage(Title, "`ami-` and 8 or 17 hex digits");

    // Except for security groups, which may not begin with "sg-": SecurityGroup.ResourceName.
    public IEnumerable<string> RulesAgainst(string name, bool begins) => [];

    public string? AttachedAs(string volume) => EbsVolumes.DeviceName(volume);

    /// <summary>Raising either of two quotas lowers the other.</summary>
    public void CheckQuotas(IReadOnlyDictionary<string, int> stated, SourceLocation where, DiagnosticBag bag)
    {
        const int most = AwsQuotas.MostRulesByGroups;
        if (
            !stated.TryGetValue(AwsQuotas.SecurityGroupRules.Name, out var rules)
            || !stated.TryGetValue(AwsQuotas.SecurityGroupsPerInterface.Name, out var groups)
            || rules * groups <= most
        )
        {
            return;
        }

        bag.Error(
            DiagnosticCodes.QuotasTogether,
            where,
            $"{Shown.Count(rules, "rule")} by {Shown.Count(groups, "group")} is {rules * groups}; AWS allows a product of at most {most}.",
            $"Write the account's actual values: with {Shown.Count(groups, "group")} "
                + $"'{AwsQuotas.SecurityGroupRules.Name}' is {most / groups} at most, "
                + $"with {Shown.Count(rules, "rule")} '{AwsQuotas.SecurityGroupsPerInterface.Name}' is {most / rules} at most."
        );
    }

    // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html
    [GeneratedRegex(@"\Asg-([0-9a-f]{8}|[0-9a-f]{17})\z")]
    private static partial Regex SecurityGroupId();

    [GeneratedRegex(@"\AZ[A-Z0-9]{1,31}\z")]
    private static partial Regex HostedZoneId();

    [GeneratedRegex(@"\Avpc-([0-9a-f]{8}|[0-9a-f]{17})\z")]
    private static partial Regex Vpc();

    [GeneratedRegex(@"\Asubnet-([0-9a-f]{8}|[0-9a-f]{17})\z")]
    private static partial Regex Subnet();

    // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html
    [GeneratedRegex(@"^ami-[0-9a-f]{8}(?:[0-9a-f]{9})?\z")]
    private static partial Regex Image();
}
