namespace Infra.Cli.Stacks;

/// <summary>How to log in to a node, or to a bastion; nothing of it is secret.</summary>
/// <param name="Name">The node's key, which is its name in the ssh_config.</param>
/// <param name="Host">As reached from this machine, or from the bastion.</param>
/// <param name="HostKey"><c>ssh-ed25519 AAAA…</c>: no other is accepted.</param>
internal sealed record Login(string Name, string Host, int Port, string HostKey)
{
    /// <summary>The bastion that it goes through; null for none.</summary>
    public string? Jump { get; init; }

    /// <summary>The only account there.</summary>
    public string User { get; } = LocalAccess.User;
}
