using System.Globalization;
using System.Text.RegularExpressions;

namespace Infra.Verify.Checks;

/// <summary>What a node says about its IPsec with one peer, in the output of <c>swanctl --list-sas</c>.</summary>
/// <param name="Exchange">The suite of the key exchange; empty if there is no session.</param>
/// <param name="Esp">Mode and suite of the newest pair of keys in use: <c>TRANSPORT-in-UDP, ESP:AES_GCM_16-256</c>; empty if none.</param>
/// <param name="Key">Names this pair of keys.</param>
/// <param name="ReceivedBytes">With all pairs of keys that there are.</param>
/// <param name="SentBytes">With all pairs of keys that there are.</param>
internal sealed partial record IpsecSession(string Exchange, string Esp, string Key, long ReceivedBytes, long SentBytes)
{
    /// <summary>Whether keys come from P-384 and packets are protected by AES-256-GCM, in transport mode inside UDP.</summary>
    internal bool IsAsPlanned =>
        Exchange == "AES_GCM_16-256/PRF_HMAC_SHA2_384/ECP_384"
        // The first keys come from the exchange that opened the session, later ones from one of their own.
        && Esp is "TRANSPORT-in-UDP, ESP:AES_GCM_16-256" or "TRANSPORT-in-UDP, ESP:AES_GCM_16-256/ECP_384";

    /// <param name="list">Standard output of <c>swanctl --list-sas</c>.</param>
    /// <param name="peer">The peer's key, which is the connection's name.</param>
    internal static IpsecSession Find(string list, string peer)
    {
        var (mine, exchange, esp, key, received, sent) = (false, "", "", "", 0L, 0L);
        foreach (var line in list.Split('\n'))
        {
            if (Session().Match(line) is { Success: true } session)
            {
                mine = session.Groups["name"].Value == peer && session.Groups["state"].Value == "ESTABLISHED";
            }
            else if (!mine)
            {
                continue;
            }
            else if (Suite().Match(line) is { Success: true } suite)
            {
                exchange = suite.Groups["suite"].Value;
            }
            else if (Child().Match(line) is { Success: true } child)
            {
                (key, esp) = (child.Groups["id"].Value, child.Groups["how"].Value);
            }
            else if (Bytes().Match(line) is { Success: true } bytes)
            {
                var count = long.Parse(bytes.Groups["count"].Value, CultureInfo.InvariantCulture);
                (received, sent) = bytes.Groups["way"].Value == "in" ? (received + count, sent) : (received, sent + count);
            }
        }

        return new IpsecSession(exchange, esp, key, received, sent);
    }

    [GeneratedRegex(@"^(?<name>[a-z0-9-]+): #\d+, (?<state>[A-Z]+), IKEv2", RegexOptions.CultureInvariant)]
    private static partial Regex Session();

    [GeneratedRegex(@"^  (?<suite>[A-Z0-9_-]+(?:/[A-Z0-9_-]+){2})\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Suite();

    [GeneratedRegex(@"^  mesh: #(?<id>\d+), reqid \d+, INSTALLED, (?<how>.+?)\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Child();

    [GeneratedRegex(@"^    (?<way>in|out) +[0-9a-f]+,\s+(?<count>\d+) bytes", RegexOptions.CultureInvariant)]
    private static partial Regex Bytes();
}
