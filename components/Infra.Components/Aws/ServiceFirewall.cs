using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Policy;
using Infra.Core.Sdn;
using Infra.Core.Sdn.Aws;
using Infra.Core.Topology;
using Pulumi;
using Ec2 = Pulumi.Aws.Ec2;
using VpcRules = Pulumi.Aws.Vpc;

namespace Infra.Components.Aws;

/// <summary>
/// The security group around one service's nodes. Each rule is a resource of its own, named by what it means: adding
/// or removing one source touches one rule, and a diff reads as the question people ask, which ports it opens.
/// </summary>
public sealed class ServiceFirewall : ComponentResource
{
    private readonly Ec2.SecurityGroup _group;
    private readonly ProjectFirewall _shared;
    private readonly ImmutableArray<Resource> _waysOut;

    public ServiceFirewall(
        string service, ProjectContext context, ProjectNetwork network, ProjectFirewall shared, ComponentResourceOptions? options = null)
        : base("infra:aws:ServiceFirewall", service, options)
    {
        _shared = shared;
        var project = context.Plan.Spec.Name;
        _group = new Ec2.SecurityGroup(
            service,
            new Ec2.SecurityGroupArgs
            {
                VpcId = network.VpcId,
                // A changed description replaces the group, so it says nothing that may change.
                Description = $"{project} {service}",
                Tags = Tags.OfService($"{project}-{service}", service),
            },
            // As the VPC, see there; also where the VPC is not ours.
            new CustomResourceOptions { Parent = this, Protect = context.Plan.Spec.TerminationProtection });
        var rules = SecurityGroupCompiler.Compile(context.Plan, service).Rules;
        foreach (var rule in rules.Where(rule => rule.Direction == SdnDirection.Ingress))
            CreateIngress(rule, service);
        _waysOut = [.. rules.Where(rule => rule.Direction == SdnDirection.Egress).Select(rule => CreateEgress(rule, service))];
        RegisterOutputs();
    }

    public Output<string> GroupId => _group.Id;

    /// <summary>What a node of this zone needs before it boots: its first boot fetches packages.</summary>
    public ImmutableArray<Resource> ReadyFor(Zone zone) => [.. _waysOut, .. _shared.ReadyFor(zone)];

    private void CreateIngress(SecurityGroupRule rule, string service)
    {
        var args = new VpcRules.SecurityGroupIngressRuleArgs
        {
            SecurityGroupId = _group.Id,
            Description = rule.Description,
            IpProtocol = Protocol(rule),
            Tags = Tags.OfService(rule.Key, service),
        };
        if (rule.Ports is { } ports)
            (args.FromPort, args.ToPort) = (ports.First, ports.Last);
        SetRemote(rule, v4 => args.CidrIpv4 = v4, v6 => args.CidrIpv6 = v6, group => args.ReferencedSecurityGroupId = group, list => args.PrefixListId = list);
        _ = new VpcRules.SecurityGroupIngressRule(rule.Key, args, new CustomResourceOptions { Parent = this });
    }

    private VpcRules.SecurityGroupEgressRule CreateEgress(SecurityGroupRule rule, string service)
    {
        var args = new VpcRules.SecurityGroupEgressRuleArgs
        {
            SecurityGroupId = _group.Id,
            Description = rule.Description,
            IpProtocol = Protocol(rule),
            Tags = Tags.OfService(rule.Key, service),
        };
        if (rule.Ports is { } ports)
            (args.FromPort, args.ToPort) = (ports.First, ports.Last);
        SetRemote(rule, v4 => args.CidrIpv4 = v4, v6 => args.CidrIpv6 = v6, group => args.ReferencedSecurityGroupId = group, list => args.PrefixListId = list);
        return new VpcRules.SecurityGroupEgressRule(rule.Key, args, new CustomResourceOptions { Parent = this });
    }

    private void SetRemote(
        SecurityGroupRule rule, Action<string> v4, Action<string> v6, Action<Output<string>> group, Action<Output<string>> list)
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
                group(_group.Id);
                break;
            case SecurityGroupRemote.List { Of: var of }:
                list(_shared.ListId(of));
                break;
            default:
                throw new InvalidOperationException($"rule {rule.Key}: a security group cannot express {rule.Remote}");
        }
    }

    /// <summary>By name where AWS has one, else by IANA number, as its API wants it.</summary>
    private static string Protocol(SecurityGroupRule rule) => rule.Protocol switch
    {
        null => "-1",
        IpProtocol.Tcp => "tcp",
        IpProtocol.Udp => "udp",
        IpProtocol.Esp => "50",
        _ => throw new InvalidOperationException($"rule {rule.Key}: no such protocol {rule.Protocol}"),
    };
}
