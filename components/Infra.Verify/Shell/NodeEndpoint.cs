namespace Infra.Verify.Shell;

/// <summary>How to log in to a node.</summary>
/// <param name="Host">Address as reached from this machine.</param>
/// <param name="PrivateKeyPath">The operator's OpenSSH private key file.</param>
/// <param name="HostKey">The node's public host key, <c>ssh-ed25519 AAAA…</c>; no other is accepted.</param>
public sealed record NodeEndpoint(string Node, string Host, int Port, string User, string PrivateKeyPath, string HostKey)
{
    /// <summary>
    /// The bastion that the login goes through, <see cref="Host"/> and <see cref="Port"/> being as it sees them; null for none.
    /// </summary>
    public NodeEndpoint? Jump { get; init; }

    /// <summary>The host key's bytes.</summary>
    /// <exception cref="FormatException">Not a public key line.</exception>
    public byte[] HostKeyBlob() =>
        HostKey.Split(' ') is [_, var blob, ..]
            ? Convert.FromBase64String(blob)
            : throw new FormatException($"The host key of {Node} is not a public key line.");
}
