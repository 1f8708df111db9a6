using System.Collections.Immutable;
using Infra.Core.Mesh;
using Infra.Core.Spec;

namespace Infra.Core.Bundle;

/// <summary>What no plan can know about a node: known only once the node exists.</summary>
/// <param name="Keys">The keys that open the node; the local cloud generates a pair.</param>
public sealed record NodeHoles(OperatorKeys Keys)
{
    /// <summary>
    /// From volume name to a path under <c>/dev/disk</c>, for volumes whose path the cloud assigns; the others keep the plan's.
    /// </summary>
    public IReadOnlyDictionary<string, string> DevicePaths { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Identities of the service's other nodes, as far as known.</summary>
    public IReadOnlyCollection<NodeIdentity> Peers { get; init; } = [];
}
