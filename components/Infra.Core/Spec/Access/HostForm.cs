using System.Text.RegularExpressions;
using Infra.Core.Addressing;

namespace Infra.Core.Spec.Access;

/// <summary>
/// Reads the host of an endpoint. It becomes part of command lines and of ssh_config, so nothing passes here but letters, digits, dashes
/// and dots, or an IP address in its only spelling.
/// </summary>
internal static partial class HostForm
{
    private const int LongestName = 253;

    /// <summary>The host as connections use it; null if it is not valid.</summary>
    /// <param name="problem">The end of a sentence.</param>
    /// <param name="remedy">A whole sentence.</param>
    internal static string? Read(string text, out string problem, out string remedy)
    {
        problem = "is not a host name or an IP address";
        remedy = "Write a name like 'tunnel.example.com' or an address like '127.0.0.1', without a port, brackets or a user.";
        if (IpAddr.TryParse(text, out var address))
        {
            if (IsNobody(address.Value))
            {
                problem = "is not the address of one machine";
                return null;
            }

            return address.Value.ToString();
        }

        if (InBrackets().Match(text) is { Success: true } match && IpAddr.TryParse(match.Groups["inner"].Value, out var inner))
        {
            problem = match.Groups["port"].Success ? "has a port" : "is in brackets";
            var port = match.Groups["port"] is { Success: true, Value: var written } ? $" and 'port: {written}'" : "";
            remedy = $"Write 'host: \"{inner.Value}\"'{port}.";
            return null;
        }

        if (NameAndPort().Match(text) is { Success: true } both)
        {
            problem = "has a port";
            remedy = $"Write 'host: {both.Groups["name"].Value}' and 'port: {both.Groups["port"].Value}'.";
            return null;
        }

        // A last label of digits would be read as (part of) an IPv4 address: https://url.spec.whatwg.org/#ends-in-a-number-checker.
        if (text.Length > LongestName || !Name().IsMatch(text) || EndsInNumber().IsMatch(text))
        {
            return null;
        }

        return text.ToLowerInvariant();
    }

    /// <summary>The same for each spelling of the same listener: this machine has several names.</summary>
    internal static string Listener(string host) => host is "localhost" or "::1" ? "127.0.0.1" : host;

    private static bool IsNobody(IpAddr address) => Array.Exists(Nobody, network => network.Contains(Cidr.Host(address)));

    // "This network", multicast and reserved (IANA special-purpose registries).
    private static readonly Cidr[] Nobody =
    [
        Cidr.Parse("0.0.0.0/8"),
        Cidr.Parse("224.0.0.0/4"),
        Cidr.Parse("240.0.0.0/4"),
        Cidr.Parse("::/128"),
        Cidr.Parse("ff00::/8"),
    ];

    [GeneratedRegex(@"\A(?=.)(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"(?:\A|\.)(?:[0-9]+|0[xX][0-9A-Fa-f]*)\z")]
    private static partial Regex EndsInNumber();

    [GeneratedRegex(@"\A\[(?<inner>[0-9A-Fa-f:.]+)\](?::(?<port>[1-9][0-9]{0,4}))?\z")]
    private static partial Regex InBrackets();

    [GeneratedRegex(@"\A(?<name>[A-Za-z0-9][A-Za-z0-9.-]*):(?<port>[1-9][0-9]{0,4})\z")]
    private static partial Regex NameAndPort();
}
