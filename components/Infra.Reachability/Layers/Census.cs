using Infra.Core.Tests.Reader;

namespace Infra.Core.Tests.Proof;

/// <summary>
/// One packet for each kind that intent and emitted text together can tell apart: what holds for these holds for all
/// packets of these protocols.
/// </summary>
internal static class Census
{
    private static readonly int[] WithPorts = [Proto.Tcp, Proto.Udp];

    // What connection tracking in Linux leaves alone.
    private static readonly int[] OfTheLink = [130, 131, 132, 133, 134, 135, 136, 143];
    private static readonly int[] WithoutPorts = [Proto.Esp, Proto.Gre];

    /// <param name="sources">First addresses of all intervals.</param>
    internal static IEnumerable<Packet> Of(IReadOnlyCollection<Ip> sources, Ip destination, IReadOnlyCollection<int> ports)
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
            yield return new Packet(source, destination, Proto.Sctp) { DestinationPort = ports.Max() - 1 };
            foreach (var protocol in WithoutPorts)
            {
                yield return new Packet(source, destination, protocol);
            }
        }
    }

    /// <summary>ICMP types and codes around those by which a path tells its MTU.</summary>
    internal static IEnumerable<Packet> Errors(IReadOnlyCollection<Ip> sources, Ip destination) =>
        from source in sources
        from type in (int[])[0, 3, 4, 5, 8]
        from code in (int[])[0, 3, 4, 5]
        select new Packet(source, destination, Proto.Icmp) { IcmpType = type, IcmpCode = code };

    /// <summary>All types of ICMP and ICMPv6, from here and from behind a router, and DHCP's requests and answers.</summary>
    internal static IEnumerable<Packet> Control(IEnumerable<Ip> sources, Ip destination)
    {
        foreach (var source in sources)
        {
            foreach (var protocol in (int[])[Proto.Icmp, Proto.Icmp6])
            {
                for (var type = 0; type <= 255; type++)
                {
                    var state = protocol == Proto.Icmp6 && OfTheLink.Contains(type) ? Tracking.Untracked : Tracking.New;
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
                yield return new Packet(source, destination, Proto.Udp) { SourcePort = from, DestinationPort = to };
            }
        }
    }

    /// <summary>The same packets the other way, as a node sends them: its root, and somebody else.</summary>
    internal static IEnumerable<Packet> Outward(IEnumerable<Packet> packets) =>
        from packet in packets
        from uid in (int[])[0, 65534]
        select packet with
        {
            Source = packet.Destination,
            Destination = packet.Source,
            InInterface = "",
            Uid = uid,
        };

    internal static List<Ip> Addresses(bool v6, params Mentions[] mentions) =>
        [.. mentions.SelectMany(mention => mention.Addresses(v6)).Distinct()];

    internal static List<int> Ports(params Mentions[] mentions) => [.. mentions.SelectMany(mention => mention.Ports).Distinct().Order()];
}
