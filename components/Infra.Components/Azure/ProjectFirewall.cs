using System.Collections.Immutable;
using Infra.Core.Clouds.Azure;
using Infra.Core.Topology;
using Pulumi;
using Pulumi.Azure.Network;

namespace Infra.Components.Azure;

/// <summary>
/// What a project's services share of its firewall: the network security group on the workload subnets, which every
/// interface in them is behind, also one that lost its service's own. Subnets of somebody else's keep what their owner put there.
/// </summary>
public sealed class ProjectFirewall : ComponentResource
{
    private readonly ImmutableDictionary<string, ImmutableArray<Resource>> _ready;

    public ProjectFirewall(string name, ProjectContext context, ProjectNetwork network, ComponentResourceOptions? options = null)
        : base("infra:azure:ProjectFirewall", name, options)
    {
        _ready = ((AzureFirewall)context.Plan.Firewall).Subnets is { } rules
            ? Guard(name, rules, context, network)
            : ImmutableDictionary<string, ImmutableArray<Resource>>.Empty;
        RegisterOutputs();
    }

    /// <summary>What stands around a zone's nodes before they boot.</summary>
    public ImmutableArray<Resource> ReadyFor(Zone zone) => _ready.GetValueOrDefault(zone.Key, []);

    private ImmutableDictionary<string, ImmutableArray<Resource>> Guard(
        string name,
        NsgRuleSet rules,
        ProjectContext context,
        ProjectNetwork network
    )
    {
        var group = new SecurityGroup(
            rules,
            network.Home,
            Tags.OfProject(context),
            members => throw new InvalidOperationException($"the subnets' rules name the nodes of one service: {members}"),
            this
        );
        return context
            .Plan.Topology.Subnets.Where(subnet => subnet.Role == SubnetRole.Workload)
            .ToImmutableDictionary(
                subnet => subnet.Zone.Key,
                subnet =>
                    group.Rules.Add(
                        new SubnetNetworkSecurityGroupAssociation(
                            $"{name}-{subnet.Key}",
                            new SubnetNetworkSecurityGroupAssociationArgs
                            {
                                SubnetId = network.SubnetId(subnet.Key),
                                NetworkSecurityGroupId = group.Id,
                            },
                            new CustomResourceOptions { Parent = this }
                        )
                    )
            );
    }
}
