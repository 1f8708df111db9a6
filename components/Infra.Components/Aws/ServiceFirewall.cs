using Infra.Core.Policy;
using Infra.Core.Sdn;
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

    public ServiceFirewall(
        string service, ProjectContext context, ProjectNetwork network, ComponentResourceOptions? options = null)
        : base("infra:aws:ServiceFirewall", service, options)
    {
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
        foreach (var rule in SdnCompiler.Compile(context.Plan, service).Rules)
            Create(rule, service);
        RegisterOutputs();
    }

    public Output<string> GroupId => _group.Id;

    private void Create(SdnRule rule, string service)
    {
        var options = new CustomResourceOptions { Parent = this };
        switch (rule.Direction)
        {
            case SdnDirection.Ingress:
                var ingress = new VpcRules.SecurityGroupIngressRuleArgs
                {
                    SecurityGroupId = _group.Id,
                    Description = rule.FlowKey,
                    IpProtocol = Protocol(rule),
                    Tags = Tags.OfService(rule.Key, service),
                };
                if (rule is { FirstPort: { } firstIn, LastPort: { } lastIn })
                    (ingress.FromPort, ingress.ToPort) = (firstIn, lastIn);
                SetRemote(rule, v4 => ingress.CidrIpv4 = v4, v6 => ingress.CidrIpv6 = v6, group => ingress.ReferencedSecurityGroupId = group);
                _ = new VpcRules.SecurityGroupIngressRule(rule.Key, ingress, options);
                break;
            case SdnDirection.Egress:
                var egress = new VpcRules.SecurityGroupEgressRuleArgs
                {
                    SecurityGroupId = _group.Id,
                    Description = rule.FlowKey,
                    IpProtocol = Protocol(rule),
                    Tags = Tags.OfService(rule.Key, service),
                };
                if (rule is { FirstPort: { } firstOut, LastPort: { } lastOut })
                    (egress.FromPort, egress.ToPort) = (firstOut, lastOut);
                SetRemote(rule, v4 => egress.CidrIpv4 = v4, v6 => egress.CidrIpv6 = v6, group => egress.ReferencedSecurityGroupId = group);
                _ = new VpcRules.SecurityGroupEgressRule(rule.Key, egress, options);
                break;
            default:
                throw new InvalidOperationException($"rule {rule.Key}: no such direction {rule.Direction}");
        }
    }

    private void SetRemote(SdnRule rule, Action<string> v4, Action<string> v6, Action<Output<string>> group)
    {
        switch (rule.Remote)
        {
            case SdnRemote.Network { Cidr: var cidr } when cidr.Family == Core.Addressing.IpFamily.V4:
                v4(cidr.ToString());
                break;
            case SdnRemote.Network { Cidr: var cidr }:
                v6(cidr.ToString());
                break;
            case SdnRemote.SameService:
                group(_group.Id);
                break;
            default:
                throw new InvalidOperationException($"rule {rule.Key}: a security group cannot express {rule.Remote}");
        }
    }

    /// <summary>By name where AWS has one, else by IANA number, as its API wants it.</summary>
    private static string Protocol(SdnRule rule) => rule.Protocol switch
    {
        IpProtocol.Tcp => "tcp",
        IpProtocol.Udp => "udp",
        IpProtocol.Esp => "50",
        null => "-1",
        _ => throw new InvalidOperationException($"rule {rule.Key}: no such protocol {rule.Protocol}"),
    };
}
