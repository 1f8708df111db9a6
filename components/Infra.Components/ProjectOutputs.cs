using System.Collections.Immutable;
using Infra.Components.Peerings;
using Pulumi;

namespace Infra.Components;

/// <summary>What a cloud hands back about a project; the stack's outputs.</summary>
/// <param name="PrivateAddresses">Node key to its address on the project's network.</param>
/// <param name="SshEndpoints">Node key to <c>host:port</c>, as operators reach it.</param>
/// <param name="HostKeys">Node key to the SSH host key it proved to hold, <c>ssh-ed25519 AAAA…</c>: what to pin.</param>
/// <param name="NatAddresses">
/// Zone key to the public address that zone's nodes are seen from, on AWS and GCP those without a public address of their own;
/// empty without NAT.
/// </param>
public sealed record ProjectOutputs(
    Output<ImmutableDictionary<string, string>> PrivateAddresses,
    Output<ImmutableDictionary<string, string>> SshEndpoints,
    Output<ImmutableDictionary<string, string>> HostKeys,
    Output<ImmutableDictionary<string, string>> NatAddresses
)
{
    /// <summary>Node key to its public address; empty where no node has one.</summary>
    public Output<ImmutableDictionary<string, string>> PublicAddresses { get; init; } =
        Output.Create(ImmutableDictionary<string, string>.Empty);

    /// <summary>Node key to the cloud's id of the image that its VM was made from; empty where the cloud does not say.</summary>
    public Output<ImmutableDictionary<string, string>> Images { get; init; } = Output.Create(ImmutableDictionary<string, string>.Empty);

    /// <summary>How far each peering is, and what the other side is told.</summary>
    public PeeringOutputs Peerings { get; init; } = PeeringOutputs.None;
}
