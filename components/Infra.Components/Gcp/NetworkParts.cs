using System.Collections.Immutable;
using Pulumi;

namespace Infra.Components.Gcp;

/// <summary>What nodes and firewalls need from a network, whether created here or existing.</summary>
/// <param name="SubnetLinks">By subnet key.</param>
/// <param name="NatAddresses">Zone key to the source address of that zone's nodes; empty without NAT of ours.</param>
/// <param name="Ready">Zone key to what a node of that zone needs before it boots, since first boot fetches packages.</param>
internal sealed record NetworkParts(
    Output<string> NetworkLink,
    ImmutableSortedDictionary<string, Output<string>> SubnetLinks,
    ImmutableSortedDictionary<string, Output<string>> NatAddresses,
    ImmutableSortedDictionary<string, ImmutableArray<Resource>> Ready
);
