using System.Globalization;
using System.Text.RegularExpressions;

namespace Infra.Cli.Stacks;

/// <summary>
/// What a stack's outputs say about a login, in the only forms that may become lines of an ssh_config: a state is data, whoever wrote it.
/// </summary>
internal static partial class SshOutput
{
    /// <summary><c>host:port</c>, an IPv6 address in brackets; the host is returned without them. Null if it is anything else.</summary>
    internal static (string Host, int Port)? Endpoint(string text) =>
        EndpointForm().Match(text) is { Success: true } match
        && int.TryParse(match.Groups["port"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
        && port <= LastPort
            ? (match.Groups["host"].Value.Trim('[', ']'), port)
            : null;

    /// <summary>Whether it is one key as in an authorized_keys line, without comment.</summary>
    internal static bool IsHostKey(string text) => HostKeyForm().IsMatch(text);

    internal static bool IsNodeName(string text) => NameForm().IsMatch(text);

    /// <summary>A value in a message, of bounded length.</summary>
    internal static string Quoted(string text) => $"'{(text.Length > 60 ? text[..60] + "…" : text)}'";

    private const int LastPort = 65535;

    [GeneratedRegex(@"\A[a-z][a-z0-9-]{0,40}\z")]
    private static partial Regex NameForm();

    [GeneratedRegex(@"\A(?<host>[A-Za-z0-9][A-Za-z0-9.-]{0,252}|\[[0-9A-Fa-f:.]{2,45}\]):(?<port>[1-9][0-9]{0,4})\z")]
    private static partial Regex EndpointForm();

    [GeneratedRegex(@"\Assh-ed25519 AAAA[A-Za-z0-9+/]{20,120}={0,2}\z")]
    private static partial Regex HostKeyForm();
}
