using System.Collections.Immutable;
using Infra.Core.Sdn.Azure;
using Infra.Core.Topology;
using Pulumi;
using Pulumi.Azure.Network;

namespace Infra.Components.Azure;

/// <summary>
/// What a project's services share of its firewall: the network security group on the workload subnets, which every
/// interface in them is behind, also one that lost its service's own.
/// </summary>
public sealed class ProjectFirewall : ComponentResource
{
    private readonly SecurityGroup _group;
    private readonly ImmutableDictionary<string, SubnetNetworkSecurityGroupAssociation> _associations;

    public ProjectFirewall(string name, ProjectContext context, ProjectNetwork network, ComponentResourceOptions? options = null)
        : base("infra:azure:ProjectFirewall", name, options)
    {
        _group = new SecurityGroup(
            SubnetNsgCompiler.Compile(context.Plan),
            network.Home,
            Tags.OfProject(context),
            members => throw new InvalidOperationException($"the subnets' rules name the nodes of one service: {members}"),
            this);
        _associations = context.Plan.Topology.Subnets
            .Where(subnet => subnet.Role == SubnetRole.Workload)
            .ToImmutableDictionary(
                subnet => subnet.Zone.Key,
                subnet => new SubnetNetworkSecurityGroupAssociation(
                    $"{name}-{subnet.Key}",
                    new SubnetNetworkSecurityGroupAssociationArgs { SubnetId = network.SubnetId(subnet.Key), NetworkSecurityGroupId = _group.Id },
                    new CustomResourceOptions { Parent = this }));
        RegisterOutputs();
    }

    /// <summary>What stands around a zone's nodes before they boot.</summary>
    public ImmutableArray<Resource> ReadyFor(Zone zone) => [.. _group.Rules, _associations[zone.Key]];
}
