namespace Infra.Core.Mesh;

/// <summary>
/// The public half of what a node made for itself at first boot, as <c>sudo infra-apply identity</c> prints it (JSON).
/// The private halves never leave the node.
/// </summary>
/// <param name="Node">The node's key, e.g. <c>orders-db-1</c>.</param>
/// <param name="Instance">An id of this VM, new with each VM.</param>
/// <param name="HostKey">The SSH host's public key: <c>ssh-ed25519 AAAA…</c>, no comment.</param>
/// <param name="WireGuardKey">The WireGuard public key, base64 of 32 bytes.</param>
public sealed record NodeIdentity(string Node, string Instance, string HostKey, string WireGuardKey);
