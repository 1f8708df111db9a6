using System.Globalization;
using Infra.Core.Spec.Access;
using Pulumi;
using Pulumi.Command.Remote.Inputs;

namespace Infra.Components.Enrolment;

/// <summary>How this machine reaches a node's sshd.</summary>
/// <param name="Host">Address or name, as seen from where the program runs.</param>
/// <param name="Port">1-65535.</param>
public sealed record NodeConnection(Input<string> Host, int Port, OperatorAccess Operator)
{
    /// <summary>The only account on a node that may log in.</summary>
    public const string User = "ops";

    // A refused connection is retried after at most 5 s, so this is at least ten minutes: enough for a slow emulated boot.
    private const int BootDials = 150;

    // Through a bastion the provider dials the node anew only if the bastion's connection to it fails; after a failed handshake it repeats
    // that on the same closed connection
    // (https://github.com/pulumi/pulumi-command/blob/v1.2.1/provider/pkg/provider/remote/connection.go#L216). So FirstAnswer waits there.
    private const int LaterDials = 10;
    private const int DialTimeoutSeconds = 15;

    /// <summary>What to check if a new VM's address does not respond; null if the program itself provides the path (local).</summary>
    public string? WhenSilent { get; init; }

    /// <summary>Whether host and port are a tunnel's end, which may accept connections whether or not the node is there.</summary>
    public bool IsEndpoint { get; init; }

    /// <summary>The bastion that every connection goes through, host and port being as the bastion sees them; null for none.</summary>
    public JumpHost? Jump { get; init; }

    /// <summary>Host and port in one text, as outputs show them.</summary>
    internal Output<string> Address => Host.ToOutput().Derive(host => Shown(host, Port));

    /// <summary>The end of a tunnel to a node.</summary>
    internal static NodeConnection Over(Endpoint endpoint, OperatorAccess access, string whenSilent) =>
        new(endpoint.Host, endpoint.Port, access) { IsEndpoint = true, WhenSilent = whenSilent };

    private static string Shown(string host, int port) =>
        string.Create(CultureInfo.InvariantCulture, $"{(host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host)}:{port}");

    /// <summary>
    /// The first connection, before the node's host key is known. Nothing secret may be sent over it, and nothing received over it is
    /// trusted before <see cref="VerifiedIdentity"/> has checked it.
    /// </summary>
    public ConnectionArgs Unpinned() => Connection(Jump is null ? BootDials : LaterDials, hostKey: null);

    /// <summary>Every later connection: refused unless the node proves to hold this host key.</summary>
    /// <param name="hostKey">As in an authorized_keys line, without comment.</param>
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
        if (Jump is not null)
            connection.Proxy = Jump.Connection(Operator);
        if (hostKey is not null)
            connection.HostKey = hostKey;
        if (Operator.PrivateKey is not null)
            connection.PrivateKey = Operator.PrivateKey;
        if (Operator.PrivateKeyPassword is not null)
            connection.PrivateKeyPassword = Operator.PrivateKeyPassword;
        return connection;
    }
}
