using Infra.Core.Clouds.Gcp;
using Infra.Core.Deployments;
using Infra.Core.Dns;
using Infra.Core.Policy;
using Infra.Core.Spec;
using Infra.Core.Spec.Peerings;
using Pulumi;

namespace Infra.Components.Gcp;

/// <summary>Derives every component's arguments from the project's plan; nothing else in this folder reads the plan.</summary>
internal sealed class ArgsOfPlan(ProjectContext context)
{
    private readonly DeploymentPlan _plan = context.Plan;
    private readonly ProjectSpec _spec = context.Plan.Spec;

    /// <summary>
    /// The labels the provider puts on every resource that takes labels. Networks, firewalls and accounts take none; their names identify
    /// the project.
    /// </summary>
    internal InputMap<string> DefaultLabels => TagMap.Of(CloudTags.Of(_spec, context.StackName));

    internal ProjectNetworkArgs Network() =>
        new()
        {
            Region = _spec.Region,
            Subnets = _plan.Topology.Subnets,
            Nat = _spec.Nat,
            IsClosed = _spec.Deployment == DeploymentModel.Ece,
            HasStorageEndpoint = _spec.HasStorageEndpoint,
            TerminationProtection = _spec.IsProtected,
            Existing = _spec.Network is null ? null : ExpectedNetwork.Of(_spec),
        };

    internal PeeringArgs Peering(PeeringSpec peering, ProjectNetwork network) =>
        new()
        {
            Project = _spec.Name,
            HalfName = GcpTerms.PeeringName(_spec, peering),
            Spec = peering,
            NetworkLink = network.NetworkLink,
        };

    internal ServiceFirewallArgs Firewall(string service, ProjectNetwork network) =>
        new()
        {
            Project = _spec.Name,
            AccountId = GcpNames.ServiceAccount(_spec.Name, service),
            Rules = ((GcpFirewall)_plan.Firewall).Services[service],
            NetworkLink = network.NetworkLink,
        };

    internal ServiceNodeArgs Node(NodePlan plan, Output<string> image, ProjectNetwork network, ServiceFirewall firewall)
    {
        var node = plan.Node;
        return new()
        {
            Project = _spec.Name,
            Region = _spec.Region,
            Plan = plan,
            Image = image,
            SubnetLink = network.SubnetLinks[node.Subnet.Key],
            AccountEmail = firewall.AccountEmail,
            NetworkTags = node.IsBastion ? [] : _spec.ExtraSecurityGroups,
            Operators = context.OperatorsOf(node),
            Labels = TagMap.Of(CloudTags.Of(_spec, context.StackName, node.Service, node.Key)),
            After = [.. network.ReadyFor(node.Zone.Key), .. firewall.Ready],
        };
    }

    internal ServiceDnsArgs Dns(DnsPlan names, ServiceInPlace service) =>
        new()
        {
            ManagedZone = _spec.Dns!.CloudId!,
            Records = names.Of(service.Name),
            Ttl = names.TtlSeconds,
            PublicAddresses = service.PublicAddresses,
            After = service.Confirmed,
        };
}
