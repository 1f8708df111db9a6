using System.Globalization;
using Infra.Core.Addressing;

namespace Infra.Verify.Checks;

/// <summary>One peer as reported by <c>wg show wg0 dump</c>.</summary>
/// <param name="HandshakeAge">Null: no handshake yet.</param>
internal sealed record WireGuardPeer(string PublicKey, TimeSpan? HandshakeAge, long ReceivedBytes, long SentBytes)
{
    /// <summary>
    /// Finds the peer that owns a mesh address. The text is the node's time in seconds, the interface's line, and one line per peer:
    /// public key, preshared key, endpoint, allowed IPs, latest handshake, received, sent, keepalive, separated by tabs.
    /// </summary>
    internal static WireGuardPeer? Find(string dump, IpAddr meshAddress)
    {
        var lines = dump.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0 || !long.TryParse(lines[0], CultureInfo.InvariantCulture, out var now))
        {
            return null;
        }

        var allowed = Cidr.Host(meshAddress).ToString();
        return lines
            .Skip(2)
            .Select(line => line.Split('\t'))
            .Where(fields => fields.Length >= 7 && fields[3].Split(',').Contains(allowed))
            .Select(fields =>
            {
                var handshake = long.Parse(fields[4], CultureInfo.InvariantCulture);
                return new WireGuardPeer(
                    fields[0],
                    handshake == 0 ? null : TimeSpan.FromSeconds(Math.Max(0, now - handshake)),
                    long.Parse(fields[5], CultureInfo.InvariantCulture),
                    long.Parse(fields[6], CultureInfo.InvariantCulture)
                );
            })
            .FirstOrDefault();
    }
}
