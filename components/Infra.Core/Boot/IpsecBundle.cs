using System.Collections.Immutable;
using Infra.Core.Bundle;
using Infra.Core.Mesh;
using Infra.Core.Topology;

namespace Infra.Core.Boot;

/// <summary>The part of a bundle that IPsec needs.</summary>
internal static class IpsecBundle
{
    /// <summary>The files that depend on which keys are known.</summary>
    internal static IEnumerable<BundleTemplate.Hole> Holes(Node node, ImmutableArray<Node> peers, int wireGuardMtuBytes, bool sends)
    {
        yield return new(IpsecFiles.LinkPath, "0644", born => IpsecFiles.Link(node, Known(peers, born), wireGuardMtuBytes, sends));
        yield return new(IpsecFiles.ConnectionsPath, "0644", born => IpsecFiles.Connections(node, Known(peers, born)));
        foreach (var peer in peers)
        {
            yield return new(IpsecFiles.KeyPath(peer), "0644", born => KeyOf(peer, born) is { } key ? IpsecKey.Pem(key) : null);
        }
    }

    /// <exception cref="ArgumentException">Two nodes have the same key, or an identity belongs to no peer.</exception>
    private static IEnumerable<Node> Known(ImmutableArray<Node> peers, NodeHoles born)
    {
        if (born.Peers.FirstOrDefault(identity => peers.All(peer => peer.Key != identity.Node)) is { } stranger)
        {
            throw new ArgumentException($"'{stranger.Node}' is no peer.", nameof(born));
        }

        var shared = born.Peers.Where(peer => peer.IpsecKey is not null).GroupBy(peer => peer.IpsecKey).FirstOrDefault(g => g.Count() > 1);
        return shared is null
            ? peers.Where(peer => KeyOf(peer, born) is not null)
            : throw new ArgumentException($"{string.Join(" and ", shared.Select(p => p.Node))} report one IPsec key.", nameof(born));
    }

    private static string? KeyOf(Node peer, NodeHoles born) => born.Peers.FirstOrDefault(identity => identity.Node == peer.Key)?.IpsecKey;
}
