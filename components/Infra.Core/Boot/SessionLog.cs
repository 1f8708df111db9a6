using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Infra.Core.Boot;

/// <summary>One connection that an operator opened through a bastion.</summary>
/// <param name="From">The operator's address, as the bastion saw it.</param>
/// <param name="Key">The fingerprint of the operator's key: <c>SHA256:…</c>, as <c>ssh-keygen -lf</c> prints it.</param>
/// <param name="To">The destination's address.</param>
/// <param name="Denied">Whether sshd refused to open it.</param>
public sealed record BastionSession(string When, string From, string Key, string To, int Port, bool Denied);

/// <summary>
/// Reads a bastion's session log: what sshd wrote to the journal. It takes three lines to tell who went where: one process accepts a key,
/// names the number of another, and that one names each destination.
/// </summary>
public static partial class SessionLog
{
    /// <summary>The command that prints it on a bastion.</summary>
    public const string Command = "sudo journalctl -t sshd -o short-iso --no-pager --no-hostname";

    /// <summary>Every connection, in the log's order. Lines of other kinds, and connections of an unknown login, are left out.</summary>
    /// <param name="log">The output of <see cref="Command"/>.</param>
    public static ImmutableArray<BastionSession> Read(string log)
    {
        // The kernel reuses numbers of processes: the latest line counts.
        var logins = new Dictionary<string, (string From, string Key)>(StringComparer.Ordinal);
        var children = new Dictionary<string, (string From, string Key)>(StringComparer.Ordinal);
        var sessions = ImmutableArray.CreateBuilder<BastionSession>();
        foreach (var line in log.Split('\n').Select(text => Line().Match(text)).Where(match => match.Success))
        {
            var (process, text) = (line.Groups["process"].Value, line.Groups["text"].Value);
            if (Accepted().Match(text) is { Success: true } accepted)
            {
                logins[process] = (accepted.Groups["from"].Value, accepted.Groups["key"].Value);
            }
            else if (Child().Match(text) is { Success: true } child && logins.TryGetValue(process, out var login))
            {
                children[child.Groups["child"].Value] = login;
            }
            else if (Opened().Match(text) is { Success: true } opened && children.TryGetValue(opened.Groups["child"].Value, out var who))
            {
                sessions.Add(
                    new BastionSession(
                        line.Groups["when"].Value,
                        who.From,
                        who.Key,
                        opened.Groups["to"].Value,
                        int.Parse(opened.Groups["port"].Value, CultureInfo.InvariantCulture),
                        Denied: false
                    )
                );
            }
            else if (Refused().Match(text) is { Success: true } refused)
            {
                MarkDenied(sessions, refused);
            }
        }

        return sessions.ToImmutable();
    }

    // It follows the line that names the destination, and has the operator's address instead of the process.
    private static void MarkDenied(ImmutableArray<BastionSession>.Builder sessions, Match refused)
    {
        for (var i = sessions.Count - 1; i >= 0; i--)
        {
            var session = sessions[i];
            if (
                session.To == refused.Groups["to"].Value
                && $"{session.Port}" == refused.Groups["port"].Value
                && session.From == refused.Groups["from"].Value
            )
            {
                sessions[i] = session with { Denied = true };
                return;
            }
        }
    }

    [GeneratedRegex(@"\A(?<when>\S+) sshd\[(?<process>[0-9]+)\]: (?<text>.*)\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Line();

    [GeneratedRegex(
        @"\AAccepted publickey for \S+ from (?<from>\S+) port (?<port>[0-9]+) ssh2: \S+ (?<key>SHA256:\S+)",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex Accepted();

    [GeneratedRegex(@"\AUser child is on pid (?<child>[0-9]+)\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Child();

    // OpenSSH 9.2: "debug1: serverloop.c:server_request_direct_tcpip():453 (pid=123): originator … port …, target … port …".
    [GeneratedRegex(
        @"server_request_direct_tcpip\(\):[0-9]+ \([^()]*pid=(?<child>[0-9]+)\): .*, target (?<to>\S+) port (?<port>[0-9]+)\z",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex Opened();

    [GeneratedRegex(
        @"\AReceived request from (?<from>\S+) port [0-9]+ to connect to host (?<to>\S+) port (?<port>[0-9]+), but the request was denied",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex Refused();
}
