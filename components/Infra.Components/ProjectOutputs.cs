using System.Collections.Immutable;
using Infra.Components.Peerings;
using Pulumi;

namespace Infra.Components;

/// <summary>A cloud's results for a project; the stack's outputs.</summary>
/// <param name="PrivateAddresses">Node key to its address on the project's network.</param>
/// <param name="SshEndpoints">Node key to <c>host:port</c>, as operators reach it.</param>
/// <param name="HostKeys">Node key to the SSH host key it proved to hold, <c>ssh-ed25519 AAAA…</c>: the key to pin.</param>
/// <param name="NatAddresses">
/// Zone key to the public source address of that zone's nodes, on AWS and GCP of those without a public address of their own;
/// empty without NAT.
/// </param>
public sealed record ProjectOutputs(
    Output<ImmutableDictionary<string, string>> PrivateAddresses,
    Output<ImmutableDictionary<string, string>> SshEndpoints,
    Output<ImmutableDictionary<string, string>> HostKeys,
    Output<ImmutableDictionary<string, string>> NatAddresses
)
{
    /// <summary>Node key to its public address; empty if no node has one.</summary>
    public Output<ImmutableDictionary<string, string>> PublicAddresses { get; init; } =
        Output.Create(ImmutableDictionary<string, string>.Empty);

    /// <summary>Node key to the cloud's ID of the image its VM was created from; empty if the cloud does not report it.</summary>
    public Output<ImmutableDictionary<string, string>> Images { get; init; } = Output.Create(ImmutableDictionary<string, string>.Empty);

    /// <summary>
    /// Service to whether this run has reached all of its nodes: each has confirmed what the plan has for it. Not known before.
    /// </summary>
    public ImmutableSortedDictionary<string, Output<bool>> Reached { get; init; } =
        ImmutableSortedDictionary.Create<string, Output<bool>>(StringComparer.Ordinal);

    /// <summary>Each peering's state, and what the other side needs to know.</summary>
    public PeeringOutputs Peerings { get; init; } = PeeringOutputs.None;
}
