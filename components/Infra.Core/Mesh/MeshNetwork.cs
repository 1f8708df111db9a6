using Infra.Core.Addressing;
using Infra.Core.Topology;

namespace Infra.Core.Mesh;

/// <summary>The /64 of all mesh addresses of a project.</summary>
public static class MeshNetwork
{
    /// <param name="nodes">Nodes of one project, at least one.</param>
    /// <exception cref="InvalidOperationException">The nodes disagree: the topology was not planned by this program.</exception>
    public static Cidr Of(IEnumerable<Node> nodes)
    {
        var networks = nodes.Select(n => Cidr.Containing(n.MeshAddress, 64)).Distinct().ToList();
        return networks.Count switch
        {
            1 => networks[0],
            _ => throw new InvalidOperationException($"Mesh addresses are in {networks.Count} networks of /64, not in one."),
        };
    }
}
