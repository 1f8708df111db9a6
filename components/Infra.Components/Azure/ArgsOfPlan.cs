using System.Collections.Immutable;
using Infra.Core.Clouds.Azure;
using Infra.Core.Deployments;
using Infra.Core.Dns;
using Infra.Core.Policy;
using Infra.Core.Spec;
using Infra.Core.Spec.Peerings;
using Infra.Core.Topology;
using Pulumi;

namespace Infra.Components.Azure;

/// <summary>Derives every component's arguments from the project's plan; nothing else in this folder reads the plan.</summary>
internal sealed class ArgsOfPlan(ProjectContext context)
{
    private readonly DeploymentPlan _plan = context.Plan;
    private readonly ProjectSpec _spec = context.Plan.Spec;
    private readonly AzureFirewall _firewall = (AzureFirewall)context.Plan.Firewall;

    internal ProjectNetworkArgs Network() =>
        new()
        {
            Region = _spec.Region,
            Cidr = _plan.Topology.Cidr,
            // NAT needs no subnet here, so the other public ones would stay empty.
            Subnets =
            [
                .. _plan.Topology.Subnets.Where(subnet =>
                    subnet.Role != SubnetRole.Public || _plan.Topology.Bastions.Any(bastion => bastion.Machine.Subnet.Key == subnet.Key)
                ),
            ],
            Nat = _spec.Nat,
            IsClosed = _spec.Deployment == DeploymentModel.Ece,
            HasStorageEndpoint = _spec.HasStorageEndpoint,
            TerminationProtection = _spec.IsProtected,
            Tags = Tags(),
            Existing = _spec.Network is null ? null : ExpectedNetwork.Of(_spec),
        };

    internal ProjectFirewallArgs Firewall(ProjectNetwork network) =>
        new()
        {
            Rules = _firewall.Subnets,
            Home = network.Home,
            // The bastions' own group admits what theirs may have.
            SubnetIds = network
                .SubnetIds.Where(subnet => _plan.Topology.Bastions.All(bastion => bastion.Machine.Subnet.Key != subnet.Key))
                .ToDictionary(subnet => subnet.Key, subnet => subnet.Value, StringComparer.Ordinal),
            Tags = Tags(),
        };

    internal PeeringArgs Peering(PeeringSpec peering, ProjectNetwork network, ImmutableArray<Resource> after) =>
        new()
        {
            Project = _spec.Name,
            HalfName = AzureTerms.PeeringName(_spec, peering),
            Spec = peering,
            NetworkResourceGroup = network.Home.Name,
            NetworkName = network.NetworkName,
            NetworkId = network.NetworkId,
            Subscription = _spec.Account,
            RunAs = _spec.RunAs,
            After = after,
        };

    internal ServiceFirewallArgs Firewall(string service, ProjectNetwork network) =>
        new()
        {
            Project = _spec.Name,
            Rules = _firewall.Services[service],
            Home = network.Home,
            Tags = Tags(service),
        };

    internal ServiceNodeArgs Node(NodePlan plan, ProjectNetwork network, ProjectFirewall shared, ServiceFirewall firewall)
    {
        var node = plan.Node;
        return new()
        {
            Project = _spec.Name,
            Plan = plan,
            ImageId = context.ImageId is { } configured ? (Input<string>)configured : null,
            Home = network.Home,
            SubnetId = network.SubnetIds[node.Subnet.Key],
            GroupId = firewall.GroupId,
            MembersId = firewall.MembersId,
            ExtraGroups = node.IsBastion ? [] : _spec.ExtraSecurityGroups,
            IdentityId = firewall.IdentityId,
            Operators = context.OperatorsOf(node),
            Tags = Tags(node.Service, node.Key),
            TerminationProtection = _spec.TerminationProtection && !node.IsBastion,
            After = [.. network.ReadyFor(node.Zone.Key), .. shared.ReadyFor(node.Subnet.Key), .. firewall.Ready],
        };
    }

    internal ServiceDnsArgs Dns(DnsPlan names, ServiceInPlace service) =>
        new()
        {
            Zone = names.Zone,
            ZoneResourceGroup = _spec.Dns!.CloudId!,
            Records = names.Of(service.Name),
            Ttl = names.TtlSeconds,
            PublicAddresses = service.PublicAddresses,
            Tags = Tags(service.Name),
            After = service.Confirmed,
        };

    // Azure's provider has no default tags, so each taggable resource gets its own.
    private InputMap<string> Tags(string? service = null, string? node = null) =>
        TagMap.Of(CloudTags.Of(_spec, context.StackName, service, node));
}
