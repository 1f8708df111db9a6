using Infra.Core.Addressing;
using Infra.Core.Clouds;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Findings;
using Infra.Core.Spec.Text;

namespace Infra.Core.Spec.Access;

/// <summary>Reads <c>tunnelSources</c>: networks, and the keyword of the cloud's managed tunnel.</summary>
internal sealed class TunnelReader(CloudKind? cloud, SourceListReader sources, DiagnosticBag bag)
{
    internal const string Key = "tunnelSources";

    /// <param name="project">The project's network, if we lay it out; null if unknown or not ours.</param>
    /// <param name="existingNetwork">Whether the network is not ours.</param>
    /// <returns>Null if the file has no tunnel, or it is not valid (reported).</returns>
    internal TunnelSpec? Read(TextNode? node, Cidr? project, bool existingNetwork)
    {
        if (node is null)
        {
            return null;
        }

        var isManaged = false;
        var (networks, words) = sources.Tunnel(node);
        foreach (var word in words)
        {
            isManaged |= ReadWord(word, project, existingNetwork);
        }

        return new TunnelSpec(isManaged, networks);
    }

    private bool ReadWord(TextNode.Scalar word, Cidr? project, bool existingNetwork)
    {
        if (cloud is not { } kind || CloudRegistry.Of<IStackFileRules>(kind).Tunnel is not { } tunnel)
        {
            return false;
        }

        if (word.Text != tunnel.Word)
        {
            bag.Add(BadTunnelSource.UnknownWord(word.Where, word.Text, tunnel, kind));
        }
        else if (tunnel.IsInTheNetwork && existingNetwork)
        {
            bag.Add(BadTunnelSource.OfAnOwner(word.Where, tunnel));
        }
        else if (project is { } cidr && cidr.PrefixLength > tunnel.LongestPrefix)
        {
            bag.Add(BadTunnelSource.NoRoom(word.Where, cidr, tunnel));
        }
        else
        {
            return true;
        }

        return false;
    }
}
