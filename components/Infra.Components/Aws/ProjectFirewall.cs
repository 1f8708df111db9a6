using System.Collections.Immutable;
using Infra.Core.Clouds.Aws;
using Infra.Core.Sdn;
using Pulumi;
using Pulumi.Aws.Ec2.Inputs;
using Ec2 = Pulumi.Aws.Ec2;

namespace Infra.Components.Aws;

/// <summary>
/// The part of the firewall a project's services share: the prefix lists their groups refer to and, if the project asks for one, the
/// network ACL of the nodes' subnets.
/// </summary>
public sealed class ProjectFirewall : ComponentResource
{
    private readonly string _project;
    private readonly ImmutableDictionary<string, Ec2.NetworkAclAssociation> _associations;

    /// <param name="name">The project's name; prefix of every resource name inside.</param>
    public ProjectFirewall(string name, ProjectFirewallArgs args, ComponentResourceOptions? options = null)
        : base("infra:aws:ProjectFirewall", name, options)
    {
        _project = name;
        PrefixListIds = args.PrefixLists.ToImmutableSortedDictionary(list => list.Key, list => CreateList(list).Id, StringComparer.Ordinal);
        _associations = args.Acl is { } acl ? CreateAcl(acl, args) : ImmutableDictionary<string, Ec2.NetworkAclAssociation>.Empty;
        RegisterOutputs(new Dictionary<string, object?> { ["prefixListIds"] = RegisteredOutputs.Of(PrefixListIds) });
    }

    /// <summary>Ids of the prefix lists, by key.</summary>
    public IReadOnlyDictionary<string, Output<string>> PrefixListIds { get; }

    /// <summary>The rules that must be in place around a subnet's nodes before they boot.</summary>
    public ImmutableArray<Resource> ReadyFor(string subnetKey) =>
        _associations.TryGetValue(subnetKey, out var association) ? [association] : [];

    private Ec2.ManagedPrefixList CreateList(PrefixList list) =>
        new(
            $"{_project}-{list.Key}",
            new Ec2.ManagedPrefixListArgs
            {
                Name = $"{_project}-{list.Key}",
                AddressFamily = list.Family == Core.Addressing.IpFamily.V4 ? "IPv4" : "IPv6",
                // Exactly the current number: each entry a list might have counts towards the rule quota.
                MaxEntries = list.Entries.Length,
                Entries = list.Entries.Select(entry => new ManagedPrefixListEntryArgs { Cidr = entry.ToString() }).ToArray(),
                Tags = Tags.Named($"{_project}-{list.Key}"),
            },
            Child()
        );

    private ImmutableDictionary<string, Ec2.NetworkAclAssociation> CreateAcl(NetworkAcl acl, ProjectFirewallArgs args)
    {
        var name = $"{_project}-{NetworkAcl.Name}";
        var list = new Ec2.NetworkAcl(name, new Ec2.NetworkAclArgs { VpcId = args.VpcId, Tags = Tags.Named(name) }, Child());
        var rules = acl.Rules.Select(rule => CreateRule(rule, list)).ToArray<Resource>();

        // An ACL without rules denies everything: subnets are associated once it is complete, and dissociated before it is taken apart.
        return args.SubnetIds.ToImmutableDictionary(
            subnet => subnet.Key,
            subnet => new Ec2.NetworkAclAssociation(
                $"{_project}-{subnet.Key}",
                new Ec2.NetworkAclAssociationArgs { NetworkAclId = list.Id, SubnetId = subnet.Value },
                new CustomResourceOptions { Parent = this, DependsOn = rules }
            )
        );
    }

    private Ec2.NetworkAclRule CreateRule(AclRule rule, Ec2.NetworkAcl list)
    {
        var args = new Ec2.NetworkAclRuleArgs
        {
            NetworkAclId = list.Id,
            Egress = rule.Direction == SdnDirection.Egress,
            RuleNumber = rule.Number,
            RuleAction = rule.Allows ? "allow" : "deny",
            Protocol = Protocol(rule),
            CidrBlock = rule.Cidr.ToString(),
        };
        if (rule.Traffic.Ports is { } ports)
            (args.FromPort, args.ToPort) = (ports.First, ports.Last);
        if (rule.Traffic.Protocol == AclProtocol.IcmpUnreachable)
            (args.IcmpType, args.IcmpCode) = (3, -1);
        return new Ec2.NetworkAclRule($"{_project}.{rule.Key}", args, Child());
    }

    /// <summary>By name where AWS has one, else by IANA number, as the API expects.</summary>
    private static string Protocol(AclRule rule) =>
        rule.Traffic.Protocol switch
        {
            AclProtocol.All => "-1",
            AclProtocol.Tcp => "tcp",
            AclProtocol.Udp => "udp",
            AclProtocol.Esp => "50",
            AclProtocol.IcmpUnreachable => "icmp",
            _ => throw new InvalidOperationException($"rule {rule.Key}: no such protocol {rule.Traffic.Protocol}"),
        };

    private CustomResourceOptions Child() => new() { Parent = this };
}
