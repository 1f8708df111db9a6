using System.Collections.Immutable;
using Infra.Core.Mesh;
using Infra.Core.Spec;

namespace Infra.Core.Bundle;

/// <summary>What no plan can know of a node: it is born when the node is.</summary>
/// <param name="Keys">Whose keys open the node; the local cloud makes a pair.</param>
public sealed record NodeHoles(OperatorKeys Keys)
{
    /// <summary>Volume name to a path under <c>/dev/disk</c>, of volumes whose path the cloud gives; the others keep the plan's.</summary>
    public IReadOnlyDictionary<string, string> DevicePaths { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Identities of the service's other nodes, as far as they are known.</summary>
    public IReadOnlyCollection<NodeIdentity> Peers { get; init; } = [];
}
