using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Clouds.Aws;
using Infra.Core.Sdn;
using Pulumi;
using Ec2 = Pulumi.Aws.Ec2;
using VpcRules = Pulumi.Aws.Vpc;

namespace Infra.Components.Aws;

/// <summary>
/// The security groups of one service's nodes. Each rule is its own resource named after its meaning: adding or removing a source touches
/// one rule, and a diff shows directly which ports it opens.
/// </summary>
public sealed class ServiceFirewall : ComponentResource
{
    private readonly Ec2.SecurityGroup _services;
    private readonly IReadOnlyDictionary<string, Output<string>> _lists;

    /// <param name="name">The service's name.</param>
    public ServiceFirewall(string name, ServiceFirewallArgs args, ComponentResourceOptions? options = null)
        : base("infra:aws:ServiceFirewall", name, options)
    {
        _lists = args.PrefixListIds;
        var made = args.Groups.Select(group => (Rules: group, Group: CreateGroup(group, args))).ToArray();
        _services = made.Single(one => one.Rules.IsServices).Group;
        var rules = made.SelectMany(one => one.Rules.Rules.Select(rule => (one.Group, Rule: rule))).ToLookup(one => one.Rule.Direction);
        foreach (var (group, rule) in rules[SdnDirection.Ingress])
            CreateIngress(rule, name, group);
        Ready = [.. rules[SdnDirection.Egress].Select(one => CreateEgress(one.Rule, name, one.Group))];
        GroupIds = [.. made.Select(one => one.Group.Id)];
        RegisterOutputs(new Dictionary<string, object?> { ["groupIds"] = RegisteredOutputs.Of(GroupIds) });
    }

    /// <summary>The groups attached to each of the service's nodes.</summary>
    public ImmutableArray<Output<string>> GroupIds { get; }

    /// <summary>The egress rules a node needs before it boots, since first boot fetches packages.</summary>
    public ImmutableArray<Resource> Ready { get; }

    private Ec2.SecurityGroup CreateGroup(SecurityGroup group, ServiceFirewallArgs args) =>
        new(
            group.ResourceName,
            new Ec2.SecurityGroupArgs
            {
                VpcId = args.VpcId,
                // Changing a description replaces the group, so it contains nothing that may change.
                Description = $"{args.Project} {group.Key}",
                Tags = Tags.OfService($"{args.Project}-{group.Key}", group.Service),
            },
            // Protected for the same reason as the VPC, and also in an existing VPC. The other groups come and go with 'egress'.
            new CustomResourceOptions { Parent = this, Protect = group.IsServices && args.TerminationProtection }
        );

    private void CreateIngress(SecurityGroupRule rule, string service, Ec2.SecurityGroup group)
    {
        var args = new VpcRules.SecurityGroupIngressRuleArgs
        {
            SecurityGroupId = group.Id,
            Description = rule.Description,
            IpProtocol = Protocol(rule),
            Tags = Tags.OfService(rule.Key, service),
        };
        if (Range(rule) is var (from, to))
            (args.FromPort, args.ToPort) = (from, to);
        SetRemote(
            rule,
            v4 => args.CidrIpv4 = v4,
            v6 => args.CidrIpv6 = v6,
            other => args.ReferencedSecurityGroupId = other,
            list => args.PrefixListId = list
        );
        _ = new VpcRules.SecurityGroupIngressRule(rule.Key, args, new CustomResourceOptions { Parent = this });
    }

    private VpcRules.SecurityGroupEgressRule CreateEgress(SecurityGroupRule rule, string service, Ec2.SecurityGroup group)
    {
        var args = new VpcRules.SecurityGroupEgressRuleArgs
        {
            SecurityGroupId = group.Id,
            Description = rule.Description,
            IpProtocol = Protocol(rule),
            Tags = Tags.OfService(rule.Key, service),
        };
        if (Range(rule) is var (from, to))
            (args.FromPort, args.ToPort) = (from, to);
        SetRemote(
            rule,
            v4 => args.CidrIpv4 = v4,
            v6 => args.CidrIpv6 = v6,
            other => args.ReferencedSecurityGroupId = other,
            list => args.PrefixListId = list
        );
        return new VpcRules.SecurityGroupEgressRule(rule.Key, args, new CustomResourceOptions { Parent = this });
    }

    private void SetRemote(
        SecurityGroupRule rule,
        Action<string> v4,
        Action<string> v6,
        Action<Output<string>> group,
        Action<Output<string>> list
    )
    {
        switch (rule.Remote)
        {
            case SecurityGroupRemote.Network { Cidr: var cidr } when cidr.Family == IpFamily.V4:
                v4(cidr.ToString());
                break;
            case SecurityGroupRemote.Network { Cidr: var cidr }:
                v6(cidr.ToString());
                break;
            case SecurityGroupRemote.SameService:
                group(_services.Id);
                break;
            case SecurityGroupRemote.List { Of: var of }:
                list(_lists[of.Key]);
                break;
            default:
                throw new InvalidOperationException($"rule {rule.Key}: a security group cannot express {rule.Remote}");
        }
    }

    /// <summary>By name where AWS has one, else by IANA number, as the API expects.</summary>
    private static string Protocol(SecurityGroupRule rule) =>
        rule.Protocol switch
        {
            GroupProtocol.All => "-1",
            GroupProtocol.Tcp => "tcp",
            GroupProtocol.Udp => "udp",
            GroupProtocol.Esp => "50",
            GroupProtocol.FragmentationNeeded => "icmp",
            _ => throw new InvalidOperationException($"rule {rule.Key}: no such protocol {rule.Protocol}"),
        };

    /// <summary>The port range; for ICMP, type and code take its place.</summary>
    private static (int From, int To)? Range(SecurityGroupRule rule) =>
        rule.Protocol == GroupProtocol.FragmentationNeeded ? (3, 4)
        : rule.Ports is { } ports ? (ports.First, ports.Last)
        : null;
}
