namespace Infra.Core.Mesh;

/// <summary>
/// The public half of the identity that a node generates at first boot, as printed by <c>sudo infra-apply identity</c> (JSON). The private
/// halves never leave the node.
/// </summary>
/// <param name="Node">The node's key, e.g. <c>orders-db-1</c>.</param>
/// <param name="Instance">The ID of this VM, new with each VM.</param>
/// <param name="HostKey">The SSH host public key: <c>ssh-ed25519 AAAA…</c>, without comment.</param>
/// <param name="WireGuardKey">The WireGuard public key, base64 of 32 bytes.</param>
public sealed record NodeIdentity(string Node, string Instance, string HostKey, string WireGuardKey)
{
    /// <summary>
    /// The IPsec public key, see <see cref="Mesh.IpsecKey"/>; null where the mesh has no IPsec. Not part of the first report: the node
    /// generates it once it is needed, and proves it by its pinned host key.
    /// </summary>
    public string? IpsecKey { get; init; }
}
