using Infra.Core.Clouds.Aws;
using Infra.Core.Deployments;
using Infra.Core.Dns;
using Infra.Core.Policy;
using Infra.Core.Spec;
using Infra.Core.Spec.Peerings;
using Infra.Core.Topology;
using Pulumi;

namespace Infra.Components.Aws;

/// <summary>Derives every component's arguments from the project's plan; nothing else in this folder reads the plan.</summary>
internal sealed class ArgsOfPlan(ProjectContext context)
{
    private readonly DeploymentPlan _plan = context.Plan;
    private readonly ProjectSpec _spec = context.Plan.Spec;
    private readonly AwsFirewall _firewall = (AwsFirewall)context.Plan.Firewall;

    /// <summary>The tags the provider puts on every resource.</summary>
    internal InputMap<string> DefaultTags => TagMap.Of(CloudTags.Of(_spec, context.StackName));

    internal ProjectNetworkArgs Network() =>
        new()
        {
            Region = _spec.Region,
            Cidr = _plan.Topology.Cidr,
            Subnets = _plan.Topology.Subnets,
            Nat = _spec.Nat,
            NatGatewayAddresses = _plan.Topology.NatGatewayAddresses,
            IsClosed = _spec.Deployment == DeploymentModel.Ece,
            RoleBoundary = AwsRoleBoundary.Of(_spec),
            FlowLogs = _spec.FlowLogDays is { } days
                ? new FlowLogSettings($"/infra/{context.StackName}/{_spec.Name}/flow-logs", days)
                : null,
            TerminationProtection = _spec.IsProtected,
            Existing = _spec.Network is null ? null : ExpectedNetwork.Of(_spec),
        };

    internal PeeringArgs Peering(PeeringSpec peering, ProjectNetwork network) =>
        new()
        {
            Project = _spec.Name,
            Spec = peering,
            VpcId = network.VpcId,
            RouteTableIds = network.RouteTableIds,
            DefaultTags = DefaultTags,
        };

    internal ProjectFirewallArgs Firewall(ProjectNetwork network) =>
        new()
        {
            VpcId = network.VpcId,
            PrefixLists = _firewall.PrefixLists,
            Acl = _firewall.Acl,
            SubnetIds = _plan
                .Topology.Subnets.Where(subnet => subnet.Role != SubnetRole.Public)
                .ToDictionary(subnet => subnet.Key, subnet => network.SubnetIds[subnet.Key], StringComparer.Ordinal),
        };

    internal ServiceFirewallArgs Firewall(string service, ProjectNetwork network, ProjectFirewall shared) =>
        new()
        {
            Project = _spec.Name,
            Groups = _firewall.Services[service],
            VpcId = network.VpcId,
            PrefixListIds = shared.PrefixListIds,
            TerminationProtection = _spec.TerminationProtection,
        };

    internal ServiceNodeArgs Node(
        NodePlan plan,
        Output<string> image,
        ProjectNetwork network,
        ProjectFirewall shared,
        ServiceFirewall firewall
    )
    {
        var subnet = plan.Node.Subnet.Key;
        return new()
        {
            Project = _spec.Name,
            Plan = plan,
            ImageId = image,
            SubnetId = network.SubnetIds[subnet],
            SecurityGroupIds = [.. firewall.GroupIds, .. plan.Node.IsBastion ? [] : _spec.ExtraSecurityGroups.Select(Output.Create)],
            Operators = context.OperatorsOf(plan.Node),
            TerminationProtection = _spec.TerminationProtection && !plan.Node.IsBastion,
            After = [.. network.ReadyFor(subnet), .. firewall.Ready, .. shared.ReadyFor(subnet)],
        };
    }

    internal ServiceDnsArgs Dns(DnsPlan names, ServiceInPlace service) =>
        new()
        {
            ZoneId = _spec.Dns!.CloudId!,
            Records = names.Of(service.Name),
            Ttl = names.TtlSeconds,
            PublicAddresses = service.PublicAddresses,
            After = service.Confirmed,
        };
}
