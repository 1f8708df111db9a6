namespace Infra.Reachability.Packets;

/// <summary>
/// One packet for each class that texts can distinguish by their <see cref="Boundaries"/>: what holds for these holds for all packets of
/// these protocols. Table tests and theories check single packets; a proof checks all of these.
/// </summary>
public static class PacketClasses
{
    private static readonly int[] WithPorts = [ProtocolNumber.Tcp, ProtocolNumber.Udp];
    private static readonly int[] WithoutPorts = [ProtocolNumber.Esp, ProtocolNumber.Gre];

    // Types that Linux connection tracking ignores:
    // https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git/tree/net/netfilter/nf_conntrack_proto_icmpv6.c
    private static readonly int[] OfTheLink = [130, 131, 132, 133, 134, 135, 136, 143];

    /// <summary>New packets of TCP, UDP, SCTP, ESP, GRE and IPv6 in IP, the last with and without IPsec, to one destination.</summary>
    /// <param name="sources">First addresses of all intervals, of the destination's family.</param>
    /// <param name="ports">First ports of all intervals.</param>
    public static IEnumerable<Packet> Of(IReadOnlyCollection<Ip> sources, Ip destination, IReadOnlyCollection<int> ports)
    {
        foreach (var source in sources)
        {
            foreach (var protocol in WithPorts)
            {
                foreach (var port in ports)
                {
                    yield return new Packet(source, destination, protocol) { DestinationPort = port };
                }
            }

            // The one protocol with ports that no rule ever names, at a port that rules do name.
            yield return new Packet(source, destination, ProtocolNumber.Sctp) { DestinationPort = ports.Max() - 1 };
            foreach (var protocol in WithoutPorts)
            {
                yield return new Packet(source, destination, protocol);
            }

            foreach (var inside in (bool[])[false, true])
            {
                yield return new Packet(source, destination, ProtocolNumber.Ipv6) { Protected = inside };
            }
        }
    }

    /// <summary>ICMP types and codes around those of path MTU discovery.</summary>
    public static IEnumerable<Packet> Errors(IReadOnlyCollection<Ip> sources, Ip destination) =>
        from source in sources
        from type in (int[])[0, 3, 4, 5, 8]
        from code in (int[])[0, 3, 4, 5]
        select new Packet(source, destination, ProtocolNumber.Icmp) { IcmpType = type, IcmpCode = code };

    /// <summary>All types of ICMP and ICMPv6, on-link and from behind a router, and DHCP requests and replies.</summary>
    public static IEnumerable<Packet> Control(IEnumerable<Ip> sources, Ip destination)
    {
        foreach (var source in sources)
        {
            foreach (var protocol in (int[])[ProtocolNumber.Icmp, ProtocolNumber.Icmp6])
            {
                for (var type = 0; type <= 255; type++)
                {
                    var state = protocol == ProtocolNumber.Icmp6 && OfTheLink.Contains(type) ? Tracking.Untracked : Tracking.New;
                    yield return new Packet(source, destination, protocol) { IcmpType = type, State = state };
                    yield return new Packet(source, destination, protocol)
                    {
                        IcmpType = type,
                        State = state,
                        HopLimit = 255,
                    };
                }
            }

            foreach (var (from, to) in ((int, int)[])[(67, 68), (547, 546), (67, 546), (68, 67), (547, 68), (546, 547), (546, 67)])
            {
                yield return new Packet(source, destination, ProtocolNumber.Udp) { SourcePort = from, DestinationPort = to };
            }
        }
    }

    /// <summary>The same packets in the other direction, as sent by a node: by root, and by another user.</summary>
    public static IEnumerable<Packet> Outward(IEnumerable<Packet> packets) =>
        from packet in packets
        from uid in (int[])[0, 65534]
        select packet with
        {
            Source = packet.Destination,
            Destination = packet.Source,
            InInterface = "",
            Uid = uid,
        };

    /// <summary>The first address of every interval that any of the texts distinguishes.</summary>
    public static IReadOnlyList<Ip> Addresses(bool v6, params IEnumerable<Boundaries> boundaries) =>
        [.. boundaries.SelectMany(one => one.Addresses(v6)).Distinct()];

    /// <summary>The first port of every interval that any of the texts distinguishes, ascending.</summary>
    public static IReadOnlyList<int> Ports(params IEnumerable<Boundaries> boundaries) =>
        [.. boundaries.SelectMany(one => one.Ports).Distinct().Order()];
}
