using Pulumi;
using Pulumi.Command.Remote.Inputs;

namespace Infra.Components.Enrolment;

/// <summary>How this machine reaches a node's sshd.</summary>
/// <param name="Host">Address or name, as seen from where the program runs.</param>
/// <param name="Port">1-65535.</param>
public sealed record NodeConnection(Input<string> Host, int Port, OperatorAccess Operator)
{
    /// <summary>The one account on a node that may log in.</summary>
    public const string User = "ops";

    // A refused connection is retried after 5 s at most, so this is at least ten minutes: a slow emulated boot fits.
    private const int BootDials = 150;
    private const int LaterDials = 10;
    private const int DialTimeoutSeconds = 15;

    /// <summary>What to look at when nothing answers a new VM's address; null where its way is the program's own (local).</summary>
    public string? WhenSilent { get; init; }

    /// <summary>
    /// The first connection, before the node's host key is known. Nothing secret may be sent over it, and nothing it
    /// says may be believed before <see cref="VerifiedIdentity"/> has.
    /// </summary>
    public ConnectionArgs Unpinned() => Connection(BootDials, hostKey: null);

    /// <summary>Every later connection: refused unless the node proves to hold this host key.</summary>
    /// <param name="hostKey">As in an authorized-keys line, without comment.</param>
    public ConnectionArgs Pinned(Output<string> hostKey) => Connection(LaterDials, hostKey);

    private ConnectionArgs Connection(int dials, Output<string>? hostKey)
    {
        var connection = new ConnectionArgs
        {
            Host = Host,
            Port = Port,
            User = User,
            DialErrorLimit = dials,
            PerDialTimeout = DialTimeoutSeconds,
        };
        if (hostKey is not null)
            connection.HostKey = hostKey;
        if (Operator.PrivateKey is not null)
            connection.PrivateKey = Operator.PrivateKey;
        if (Operator.PrivateKeyPassword is not null)
            connection.PrivateKeyPassword = Operator.PrivateKeyPassword;
        return connection;
    }
}
