using System.Collections.Immutable;
using Pulumi;

namespace Infra.Components.Aws;

/// <summary>What nodes and firewalls need to know of a network, whoever made it.</summary>
/// <param name="SubnetIds">By subnet key.</param>
/// <param name="RouteTableIds">Of the nodes' subnets: by the key of a workload subnet, and <c>exposed</c> for all exposed ones; empty where the
/// tables are someone else's.</param>
/// <param name="NatAddresses">Zone key to the address that the nodes of its workload subnet are seen from; empty without NAT of ours.</param>
/// <param name="Ready">Subnet key to what a node in it needs before it boots: its first boot fetches packages.</param>
internal sealed record NetworkParts(
    Output<string> VpcId,
    ImmutableSortedDictionary<string, Output<string>> SubnetIds,
    ImmutableSortedDictionary<string, Output<string>> RouteTableIds,
    ImmutableSortedDictionary<string, Output<string>> NatAddresses,
    ImmutableSortedDictionary<string, ImmutableArray<Resource>> Ready
);
