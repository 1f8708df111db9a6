using System.Collections.Immutable;
using Infra.Core.Addressing;

namespace Infra.Core.Firewall;

/// <summary>The closed list of packet matches.</summary>
public abstract record RuleMatch
{
    private RuleMatch() { }

    /// <summary>Arrived on this interface; or, negated, on any other.</summary>
    public sealed record InputInterface(string Name, bool Negated = false) : RuleMatch;

    /// <summary>Leaves by this interface; or, negated, by any other.</summary>
    public sealed record OutputInterface(string Name, bool Negated = false) : RuleMatch;

    /// <summary>The packet's connection tracking state.</summary>
    public sealed record Tracked(TrackedState State) : RuleMatch;

    /// <summary>
    /// IPv6 inside of another packet, protocol 41 (RFC 4213): the mesh, between its interface and IPsec. By number, because iptables
    /// knows the name only from a file that images lack.
    /// </summary>
    public sealed record Encapsulated : RuleMatch;

    /// <summary>Came out of IPsec, or will go into it: by ESP in transport mode; or neither of its policies applies.</summary>
    /// <param name="Inbound">Whether the packet comes in.</param>
    /// <param name="Protected">False: without any IPsec.</param>
    public sealed record Ipsec(bool Inbound, bool Protected) : RuleMatch;

    /// <summary>A transport protocol, any port.</summary>
    public sealed record Transport(IpProtocol Protocol) : RuleMatch;

    /// <summary>TCP or UDP to one of these ports: 1 to 15 of them, the kernel's limit.</summary>
    public sealed record DestinationPorts : RuleMatch
    {
        public const int Most = 15;

        /// <exception cref="ArgumentException">A protocol without ports, no port, more than 15, or a port outside 1-65535.</exception>
        public DestinationPorts(IpProtocol protocol, ImmutableArray<int> ports)
        {
            if (protocol is not (IpProtocol.Tcp or IpProtocol.Udp))
            {
                throw new ArgumentException($"{protocol} has no ports.", nameof(protocol));
            }

            if (ports.Length is < 1 or > Most || ports.Any(p => p is < 1 or > 65535))
            {
                throw new ArgumentException(
                    $"One to {Most} ports within 1-65535 are needed, not: {string.Join(", ", ports)}.",
                    nameof(ports)
                );
            }

            Protocol = protocol;
            Ports = ports;
        }

        public IpProtocol Protocol { get; }

        public ImmutableArray<int> Ports { get; }
    }

    /// <summary>
    /// TCP from one of these ports, 1 to 15 of them; if only replies are meant, without packets that open a connection: only SYN set of
    /// SYN, ACK, RST and FIN.
    /// </summary>
    public sealed record TcpFrom(ImmutableArray<int> Ports, bool AnswersOnly) : RuleMatch;

    /// <summary>UDP from one port to another, like DHCP replies.</summary>
    public sealed record UdpPair(int SourcePort, int DestinationPort) : RuleMatch;

    /// <summary>Source inside this network; its family must be the rule's.</summary>
    public sealed record Source(Cidr Cidr) : RuleMatch;

    /// <summary>Destination inside this network; its family must be the rule's.</summary>
    public sealed record Destination(Cidr Cidr) : RuleMatch;

    /// <summary>Source in a set of the table, in the half of each family.</summary>
    public sealed record SourceSet(string SetName) : RuleMatch;

    /// <summary>Destination in a set of the table, in the half of each family.</summary>
    public sealed record DestinationSet(string SetName) : RuleMatch;

    /// <summary>Source and destination port together, in a <see cref="PortSet"/> of the table, in the half of each family.</summary>
    public sealed record SourceToPort(string SetName) : RuleMatch;

    /// <summary>Destination and its port together, in a <see cref="PortSet"/> of the table, in the half of each family.</summary>
    public sealed record DestinationAndPort(string SetName) : RuleMatch;

    /// <summary>
    /// Sent by one of root's programs, whatever the packet; outbound only. A packet that no program sent never matches:
    /// https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git/tree/net/netfilter/xt_owner.c
    /// </summary>
    public sealed record SentByRoot : RuleMatch;

    /// <summary>ICMP of this type; the rule's family decides between ICMP and ICMPv6.</summary>
    public sealed record IcmpType(int Type) : RuleMatch;

    /// <summary>
    /// ICMPv6 of the link itself: neighbour and listener discovery, types 130-136 and 143. Connection tracking ignores exactly these, and
    /// rules can match on that (nf_conntrack_proto_icmpv6.c in Linux, <c>noct_valid_new</c>).
    /// </summary>
    public sealed record LinkControl : RuleMatch;

    /// <summary>IPv6 hop limit of exactly 255: the packet crossed no router.</summary>
    public sealed record FromThisLink : RuleMatch;
}

/// <summary>Connection tracking states that the filter matches.</summary>
public enum TrackedState
{
    /// <summary>Part of a connection that was accepted before, or an error about it.</summary>
    Known,

    /// <summary>Belongs to no connection and starts none.</summary>
    Invalid,

    /// <summary>Left untracked by <see cref="RuleVerdict.LeaveUntracked"/>.</summary>
    Untracked,
}
