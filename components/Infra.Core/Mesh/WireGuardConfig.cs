using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Infra.Core.Topology;

namespace Infra.Core.Mesh;

/// <summary>
/// The tunnel's configuration in wg-quick's format, without the private key: that is generated on the node, stays there, and is added when
/// the configuration is loaded into the kernel.
/// </summary>
internal static class WireGuardConfig
{
    /// <summary>The tunnel's UDP port.</summary>
    internal const int Port = 4501;

    /// <param name="others">The service's other nodes.</param>
    /// <param name="peers">The identities known so far; nodes without one are left out until they report.</param>
    /// <exception cref="ArgumentException">An identity belongs to no peer, or two have the same node or the same key.</exception>
    internal static string Write(Node node, ImmutableArray<Node> others, IReadOnlyCollection<NodeIdentity> peers, int mtuBytes)
    {
        var text = new StringBuilder()
            .Append("[Interface]\n")
            .Append($"Address = {node.MeshAddress}/128\n")
            .Append(CultureInfo.InvariantCulture, $"ListenPort = {Port}\n")
            .Append(CultureInfo.InvariantCulture, $"MTU = {mtuBytes}\n")
            .Append("Table = off\n");
        if (peers.GroupBy(p => p.WireGuardKey).FirstOrDefault(g => g.Count() > 1) is { } shared)
        {
            throw new ArgumentException($"{string.Join(" and ", shared.Select(p => p.Node))} report one WireGuard key.", nameof(peers));
        }

        if (peers.GroupBy(p => p.Node).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"{twice.Key} has two identities.", nameof(peers));
        }

        foreach (var peer in peers.OrderBy(p => p.Node, StringComparer.Ordinal))
        {
            var there = others.FirstOrDefault(n => n.Key == peer.Node)
                ?? throw new ArgumentException($"'{peer.Node}' is no peer of {node.Key}.", nameof(peers));
            WireGuardKey.Require(peer.WireGuardKey);

            // No keepalive: private networks have no NAT mappings to keep alive.
            text.Append("\n[Peer]\n")
                .Append($"# {there.Key}\n")
                .Append($"PublicKey = {peer.WireGuardKey}\n")
                .Append($"AllowedIPs = {there.MeshAddress}/128\n")
                .Append(CultureInfo.InvariantCulture, $"Endpoint = {there.Address}:{Port}\n");
        }

        return text.ToString();
    }
}
