using System.Globalization;
using System.Text;
using Infra.Core.Topology;

namespace Infra.Core.Mesh;

/// <summary>
/// The files of a node whose mesh is IPsec: strongSwan's, and those of the interface whose packets its policies encrypt. The node's private
/// key is in none of them: it is generated on the node and stays there (Boot/sent/ipsec-key.py).
/// </summary>
/// <remarks>
/// Mesh addresses are the same as WireGuard's. Packets to a peer go through an interface of its own (<c>ipsec2</c> to the peer whose number
/// in the mesh is 2; <c>ipsec0</c> has the node's address), which puts each into an IPv4 packet to the peer's network address (protocol 41,
/// RFC 4213); ESP in transport mode protects exactly these (RFC 3884 describes the combination). So what a service uses, its addresses and
/// names, does not depend on the kind of mesh.
///
/// ESP is always in UDP, on every cloud: one pair of ports for all filters, no dependence on which network lets protocol 50 through, and a
/// cloud's network spreads UDP flows better. It costs 8 bytes a packet.
/// </remarks>
internal static class IpsecFiles
{
    internal const string LinkPath = "/etc/infra/ipsec.json";
    internal const string ConnectionsPath = "/etc/swanctl/conf.d/infra.conf";
    internal const string SettingsPath = "/etc/strongswan.d/infra.conf";

    /// <summary>Where the node writes its own public key.</summary>
    private const string OwnKey = "infra.pem";

    // Outer IPv4 header 20, UDP 8, ESP header 8, IV 8, padding up to 3, trailer 2, ICV 16 (RFC 4303, RFC 4106). WireGuard's limit is the
    // path's minus 60; with 4 less, length and trailer fill ESP's 4-byte words and the sum is the path's MTU at most.
    private const int LessThanWireGuard = 4;

    /// <summary>
    /// A peer that answers nothing is given up after 5 s without traffic and 2 + 3 + 4.5 + 6.75 s of retransmissions: 21 s. What is sent
    /// to it then asks for a new connection, which the kernel repeats every 20 s, strongSwan's default being 165 s for both.
    /// </summary>
    /// <remarks>
    /// If charon is killed, systemd starts it again, and the kernel still has the keys of sessions that nobody knows any more. What the
    /// node sends with them a peer decrypts until it gives this node up, and drops from then on: for up to an hour, since the kernel asks
    /// for no new session while it has keys. So the outgoing ones go when charon starts: the next packet opens a session. The incoming
    /// ones stay, for what peers send until then.
    /// </remarks>
    internal static string Settings(Node node) =>
        $$"""
            charon-systemd {
                retransmit_timeout = 2
                retransmit_base = 1.5
                retransmit_tries = 3
                start-scripts {
                    outgoing = /bin/ip xfrm state deleteall src {{node.Address}} proto esp
                }
                plugins {
                    bypass-lan {
                        load = no
                    }
                    kernel-netlink {
                        xfrm_acq_expires = 20
                    }
                }
            }

            """;

    /// <summary>A peer's public key.</summary>
    internal static string KeyPath(Node peer) => $"/etc/swanctl/pubkey/{KeyName(peer)}";

    /// <summary>
    /// The interface and its peers. A peer is listed once its key is known; whether packets are sent to it through IPsec or only
    /// accepted is one setting for all.
    /// </summary>
    internal static string Link(Node node, IEnumerable<Node> peers, int wireGuardMtuBytes, bool sends)
    {
        var text = new StringBuilder("{\n")
            .Append($" \"local\": {Json.Quote($"{node.Address}")},\n")
            .Append($" \"address\": {Json.Quote($"{node.MeshAddress}")},\n")
            .Append(CultureInfo.InvariantCulture, $" \"mtuBytes\": {wireGuardMtuBytes - LessThanWireGuard},\n")
            .Append($" \"sends\": {(sends ? "true" : "false")},\n")
            .Append(" \"peers\": {");
        text.AppendJoin(
            ",",
            peers
                .OrderBy(peer => peer.Key, StringComparer.Ordinal)
                .Select(peer =>
                    $"\n  {Json.Quote(peer.Key)}: "
                    + $"{{\"address\": {Json.Quote($"{peer.MeshAddress}")}, \"at\": {Json.Quote($"{peer.Address}")}}}"
                )
        );
        return text.Append("}\n}\n").ToString();
    }

    /// <summary>
    /// strongSwan's connections, one for each peer. Keys are pinned: there is no authority, and no name is looked up. The group in the ESP
    /// proposal gives each rekeying its own exchange. Policies stay when a peer is given up.
    /// </summary>
    /// <remarks>
    /// One end begins; the other waits for that, or for a packet to send. Where both begin at once there are two sessions for a while,
    /// and no harm in that: with <c>unique = replace</c> either end would close the other's, and none would be left.
    /// </remarks>
    internal static string Connections(Node node, IEnumerable<Node> peers)
    {
        var text = new StringBuilder("connections {\n");
        foreach (var peer in peers.OrderBy(peer => peer.Key, StringComparer.Ordinal))
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $$"""
                    {{peer.Key}} {
                        version = 2
                        local_addrs = {{node.Address}}
                        remote_addrs = {{peer.Address}}
                        proposals = aes256gcm16-prfsha384-ecp384
                        encap = yes
                        mobike = no
                        unique = never
                        keyingtries = 0
                        dpd_delay = 5s
                        rekey_time = 4h
                        local {
                            auth = pubkey
                            pubkeys = {{OwnKey}}
                            id = {{node.Key}}
                        }
                        remote {
                            auth = pubkey
                            pubkeys = {{KeyName(peer)}}
                            id = {{peer.Key}}
                        }
                        children {
                            mesh {
                                mode = transport
                                local_ts = dynamic[41]
                                remote_ts = dynamic[41]
                                esp_proposals = aes256gcm16-ecp384
                                replay_window = 1024
                                rekey_time = 1h
                                start_action = {{(Begins(node, peer) ? "trap|start" : "trap")}}
                                dpd_action = trap
                                close_action = trap
                            }
                        }
                    }

                """
            );
        }

        return text.Append("}\n").ToString();
    }

    private static bool Begins(Node node, Node peer) => node.Address.CompareTo(peer.Address) < 0;

    private static string KeyName(Node peer) => $"infra-{peer.Key}.pem";
}
