using System.Collections.Immutable;
using Pulumi;

namespace Infra.Components.Aws;

/// <summary>What nodes and firewalls need from a network, whether created here or existing.</summary>
/// <param name="SubnetIds">By subnet key.</param>
/// <param name="RouteTableIds">Of the nodes' subnets: by workload subnet key, and <c>exposed</c> for all exposed subnets; empty if others
/// own the tables.</param>
/// <param name="NatAddresses">Zone key to the source address of that zone's workload subnet; empty without NAT of ours.</param>
/// <param name="Ready">Subnet key to what a node in it needs before it boots, since first boot fetches packages.</param>
internal sealed record NetworkParts(
    Output<string> VpcId,
    ImmutableSortedDictionary<string, Output<string>> SubnetIds,
    ImmutableSortedDictionary<string, Output<string>> RouteTableIds,
    ImmutableSortedDictionary<string, Output<string>> NatAddresses,
    ImmutableSortedDictionary<string, ImmutableArray<Resource>> Ready
);
