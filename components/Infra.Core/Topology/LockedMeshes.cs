using System.Collections.Immutable;
using Infra.Core.Diagnostics;
using Infra.Core.Spec;
using Infra.Core.Spec.Text;

namespace Infra.Core.Topology;

/// <summary>Reads which kinds of mesh a service's nodes may be using.</summary>
internal static class LockedMeshes
{
    internal static ImmutableArray<MeshKind> Read(TextNode? node, DiagnosticBag bag)
    {
        if (node is null || ValueReader.List(node, "the kinds of mesh in use", bag) is not { } items)
        {
            return MeshSwitch.Default;
        }

        var kinds = items.Select(item => ValueReader.Word(item, "kind of mesh", Words.Meshes, bag)).OfType<MeshKind>().ToImmutableArray();
        if (kinds.Length == items.Length && kinds is not [_] && !(kinds is [var first, var second] && second == first + 1))
        {
            bag.Add(LockMalformed.Meshes(node.Where));
        }

        return kinds;
    }
}
