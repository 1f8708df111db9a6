using System.Collections.Immutable;
using Infra.Core.Catalog;
using Infra.Core.Spec.Access;
using Pulumi;

namespace Infra.Components.Enrolment;

/// <summary>How operators, and this program, reach the nodes of a public cloud.</summary>
/// <param name="Access">Whose keys may log in.</param>
/// <param name="TakesPublicAddresses">Whether a node's public address is used if it has one, because its private one is not
/// reachable.</param>
/// <param name="WhenSilent">What to check if a new VM's address does not respond: sentences on one line.</param>
public sealed record OperatorRoute(OperatorAccess Access, bool TakesPublicAddresses, string WhenSilent)
{
    /// <summary>Where nodes are reached instead of at their addresses, by node key; empty without tunnels.</summary>
    public ImmutableSortedDictionary<string, Endpoint> Endpoints { get; init; } =
        ImmutableSortedDictionary.Create<string, Endpoint>(StringComparer.Ordinal);

    /// <summary>The bastion that every node is reached through, at its private address; null for none.</summary>
    public JumpHost? Jump { get; init; }

    /// <summary>The sshd of a VM.</summary>
    /// <param name="node">The node's key.</param>
    /// <param name="publicAddress">Null if the VM has none.</param>
    public NodeConnection To(string node, Output<string> privateAddress, Output<string>? publicAddress) =>
        Endpoints.TryGetValue(node, out var endpoint)
            ? NodeConnection.Over(endpoint, Access, WhenSilent)
            : new NodeConnection(
                publicAddress is not null && TakesPublicAddresses && Jump is null ? publicAddress : privateAddress,
                ReservedPorts.Ssh,
                Access
            )
            {
                WhenSilent = WhenSilent,
                Jump = Jump,
            };
}
