using System.Collections.Immutable;
using Pulumi;

namespace Infra.Components.Azure;

/// <summary>What nodes and firewalls need from a network, whether created here or existing.</summary>
/// <param name="SubnetIds">Of the workload subnets, by subnet key.</param>
/// <param name="NatAddresses">Zone key to the prefix of that zone's source addresses; empty without NAT of ours.</param>
/// <param name="Ready">Zone key to what a node of that zone needs before it boots, since first boot fetches packages.</param>
internal sealed record NetworkParts(
    Output<string> NetworkId,
    Output<string> NetworkName,
    ImmutableSortedDictionary<string, Output<string>> SubnetIds,
    ImmutableSortedDictionary<string, Output<string>> NatAddresses,
    ImmutableSortedDictionary<string, ImmutableArray<Resource>> Ready
);
