using System.Collections.Immutable;
using Infra.Core.Clouds.Azure;
using Pulumi;
using Pulumi.Azure.Network;

namespace Infra.Components.Azure;

/// <summary>
/// The part of the firewall a project's services share: the network security group on the workload subnets, which covers every network
/// interface in them, even one that lost its service's own. Subnets of an existing network keep what their owner attached.
/// </summary>
public sealed class ProjectFirewall : ComponentResource
{
    private readonly ImmutableDictionary<string, ImmutableArray<Resource>> _ready;

    /// <param name="name">The project's name; prefix of every resource name inside.</param>
    public ProjectFirewall(string name, ProjectFirewallArgs args, ComponentResourceOptions? options = null)
        : base("infra:azure:ProjectFirewall", name, options)
    {
        var group = args.Rules is { } rules ? CreateGroup(rules, args) : null;
        _ready = group is null
            ? ImmutableDictionary<string, ImmutableArray<Resource>>.Empty
            : args.SubnetIds.ToImmutableDictionary(
                subnet => subnet.Key,
                subnet => group.Rules.Add(Associate($"{name}-{subnet.Key}", subnet.Value, group))
            );
        RegisterOutputs(new Dictionary<string, object?> { ["groupId"] = group is null ? null : RegisteredOutputs.Of(group.Id) });
    }

    /// <summary>The rules that must be in place around a subnet's nodes before they boot.</summary>
    public ImmutableArray<Resource> ReadyFor(string subnetKey) => _ready.GetValueOrDefault(subnetKey, []);

    private SecurityGroup CreateGroup(NsgRuleSet rules, ProjectFirewallArgs args) =>
        new(
            rules,
            args.Home,
            args.Tags,
            members => throw new InvalidOperationException($"the subnets' rules name the nodes of one service: {members}"),
            this
        );

    private SubnetNetworkSecurityGroupAssociation Associate(string name, Output<string> subnet, SecurityGroup group) =>
        new(
            name,
            new SubnetNetworkSecurityGroupAssociationArgs { SubnetId = subnet, NetworkSecurityGroupId = group.Id },
            new CustomResourceOptions { Parent = this }
        );
}
