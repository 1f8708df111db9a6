using Infra.Core.Mesh;

namespace Infra.Core.Tests.Fixtures;

/// <summary>Identities of nodes that do not exist; the keys' text is well-formed.</summary>
internal static class SampleIdentity
{
    internal static NodeIdentity Of(string node, byte seed) =>
        new(
            node,
            Convert.ToHexStringLower(Enumerable.Repeat(seed, 16).ToArray()),
            $"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI{new string((char)('A' + seed), 43)}",
            Convert.ToBase64String(Enumerable.Repeat(seed, 32).ToArray())
        );

    internal static NodeIdentity[] PeersOfFirst => [Of("orders-db-2", 2), Of("orders-db-3", 3)];
}
