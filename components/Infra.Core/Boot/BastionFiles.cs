using Infra.Core.Catalog;
using Infra.Core.Topology;

namespace Infra.Core.Boot;

/// <summary>The files in which a bastion differs from a node; explained in docs/node.md.</summary>
internal static class BastionFiles
{
    // Read last, by name: an image's own setting does not overrule it.
    internal const string JournalPath = "/etc/systemd/journald.conf.d/zz-infra-sessions.conf";

    // The function in OpenSSH that opens a forwarded connection. LogVerbose logs what this one says at its debug level, with the number of
    // the process, and nothing else of that level (https://man.openbsd.org/sshd_config#LogVerbose, OpenSSH 8.5 and later). At the level
    // VERBOSE sshd names who logged in from where and with which key, and that number, but no destination. The line is text of OpenSSH's
    // source, serverloop.c: a test runs the image's sshd and reads it.
    private const string Destination = "serverloop.c:server_request_direct_tcpip():*";

    /// <summary>
    /// The session log: kept on disk, whatever the image does, and complete. By default journald drops lines of a service that logs more
    /// than 10,000 in 30 s, which an operator can provoke; without that limit old lines are overwritten at the size instead
    /// (https://www.freedesktop.org/software/systemd/man/252/journald.conf.html).
    /// </summary>
    internal const string Journal = """
        [Journal]
        Storage=persistent
        RateLimitIntervalSec=0
        SystemMaxUse=1G

        """;

    /// <summary>
    /// A node's settings, except that operators may open connections to the nodes' ports for them: of both generations, so that a node can
    /// be replaced through the bastion, and of IPv4 alone, by which the program connects. Everything else stays denied: the agent, X11,
    /// tunnel devices, sockets, listening ports. sshd takes the first value of a keyword, and PermitOpen in one line.
    /// </summary>
    /// <param name="nodes">Every node of the project; if there are none, nothing may be opened.</param>
    internal static string Sshd(IEnumerable<Node> nodes)
    {
        var open =
            from address in nodes.SelectMany(node => new[] { node.Address, node.AlternateAddress }).Distinct().Order()
            from port in new[] { ReservedPorts.Ssh, ReservedPorts.PlatformManagement }
            select $"{address}:{port}";
        var allowed = string.Join(' ', open);
        return string.Concat(
            NodeFiles
                .Sshd.Split('\n')[..^1]
                .Select(line =>
                    line switch
                    {
                        "DisableForwarding yes" => "",
                        "AllowTcpForwarding no" => "AllowTcpForwarding local\nPermitOpen "
                            + $"{(allowed.Length == 0 ? "none" : allowed)}\nPermitListen none\nGatewayPorts no\n",
                        "LogLevel VERBOSE" => $"{line}\nLogVerbose {Destination}\n",
                        _ => $"{line}\n",
                    }
                )
        );
    }
}
