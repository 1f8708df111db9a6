using System.Collections.Immutable;
using Infra.Core.Addressing;

namespace Infra.Core.Firewall;

/// <summary>The closed list of things a rule can ask of a packet.</summary>
public abstract record RuleMatch
{
    private RuleMatch() { }

    /// <summary>Came in on this interface; or, negated, on any other.</summary>
    public sealed record InputInterface(string Name, bool Negated = false) : RuleMatch;

    /// <summary>Leaves by this interface; or, negated, by any other.</summary>
    public sealed record OutputInterface(string Name, bool Negated = false) : RuleMatch;

    /// <summary>What connection tracking says of the packet.</summary>
    public sealed record Tracked(TrackedState State) : RuleMatch;

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
    /// TCP from one of these ports, 1 to 15 of them; without what opens a connection, where only answers are meant: SYN alone of SYN,
    /// ACK, RST and FIN.
    /// </summary>
    public sealed record TcpFrom(ImmutableArray<int> Ports, bool AnswersOnly) : RuleMatch;

    /// <summary>UDP from one port to another, as DHCP's answers are.</summary>
    public sealed record UdpPair(int SourcePort, int DestinationPort) : RuleMatch;

    /// <summary>Source inside this network; its family must be the rule's.</summary>
    public sealed record Source(Cidr Cidr) : RuleMatch;

    /// <summary>Destination inside this network; its family must be the rule's.</summary>
    public sealed record Destination(Cidr Cidr) : RuleMatch;

    /// <summary>Source in a set of the table; in each family its own half.</summary>
    public sealed record SourceSet(string SetName) : RuleMatch;

    /// <summary>Destination in a set of the table; in each family its own half.</summary>
    public sealed record DestinationSet(string SetName) : RuleMatch;

    /// <summary>Source and destination port, together, in a <see cref="PortSet"/> of the table; in each family its own half.</summary>
    public sealed record SourceToPort(string SetName) : RuleMatch;

    /// <summary>Destination and its port, together, in a <see cref="PortSet"/> of the table; in each family its own half.</summary>
    public sealed record DestinationAndPort(string SetName) : RuleMatch;

    /// <summary>
    /// Sent by a program of root, whatever the packet; only on the way out. A packet that no program sent is nobody's:
    /// https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git/tree/net/netfilter/xt_owner.c
    /// </summary>
    public sealed record SentByRoot : RuleMatch;

    /// <summary>ICMP of this type; the rule's family says which ICMP.</summary>
    public sealed record IcmpType(int Type) : RuleMatch;

    /// <summary>
    /// ICMPv6 that belongs to the link: neighbour and listener discovery, types 130-136 and 143. Connection tracking leaves
    /// exactly these alone, and rules can ask for that (nf_conntrack_proto_icmpv6.c in Linux, <c>noct_valid_new</c>).
    /// </summary>
    public sealed record LinkControl : RuleMatch;

    /// <summary>IPv6 hop limit of exactly 255: the packet crossed no router.</summary>
    public sealed record FromThisLink : RuleMatch;
}

/// <summary>Connection-tracking states the filter asks for.</summary>
public enum TrackedState
{
    /// <summary>Part of, or an error about, a connection accepted before.</summary>
    Known,

    /// <summary>Belongs to no connection and starts none.</summary>
    Invalid,

    /// <summary>Left alone by <see cref="RuleVerdict.LeaveUntracked"/>.</summary>
    Untracked,
}
