using System.Collections.Immutable;
using Infra.Core.Clouds;
using Infra.Core.Spec;
using Infra.Core.Topology;

namespace Infra.Core.Capacity;

/// <summary>What a stack needs from its account.</summary>
public static class CloudNeeds
{
    /// <summary>In the order of the cloud's quotas; empty on the local cloud.</summary>
    public static ImmutableArray<CloudNeed> Of(ProjectSpec spec, ProjectTopology topology)
    {
        var nodes = topology.Machines.Select(node => NodeNeed.Of(node, spec)).ToImmutableArray();
        // One node of a service is replaced at a time. A public address may be appearing or disappearing.
        var second = nodes
            .GroupBy(node => node.Service)
            .Select(service =>
                spec.Services.TryGetValue(service.Key, out var known)
                    ? NodeNeed.OfNext(known, service.Max(node => node.PublicAddresses), spec)
                    : NodeNeed.OfNextBastion(spec)
            )
            .ToImmutableArray();
        return CloudRegistry.Of<ICloudAccount>(spec.Cloud).Needs(new StackNeeds(spec, topology, nodes, second));
    }

    /// <summary>As many as the file requests, in a network of the project's own; enhanced compliance has no egress.</summary>
    internal static int NatGateways(ProjectSpec spec, ProjectTopology topology) =>
        spec.Network is not null || spec.Deployment == DeploymentModel.Ece
            ? 0
            : spec.Nat switch
            {
                NatMode.PerZone => topology.Subnets.Count(subnet => subnet.Role == SubnetRole.Workload),
                NatMode.One => 1,
                NatMode.None => 0,
                _ => throw new ArgumentOutOfRangeException(nameof(spec), spec.Nat, "No such way out."),
            };
}
