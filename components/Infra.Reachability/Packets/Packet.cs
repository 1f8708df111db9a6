namespace Infra.Core.Tests.Reader;

/// <summary>What connection tracking thinks of a packet.</summary>
internal enum Tracking
{
    New,
    Established,
    Related,
    Invalid,

    /// <summary>Left alone: what ICMPv6 says on its own link, and what the table raw says is to be.</summary>
    Untracked,
}

/// <summary>Protocol numbers (IANA).</summary>
internal static class Proto
{
    internal const int Icmp = 1;
    internal const int Tcp = 6;
    internal const int Udp = 17;
    internal const int Gre = 47;
    internal const int Esp = 50;
    internal const int Icmp6 = 58;
    internal const int Sctp = 132;

    /// <exception cref="ReaderException">A name the reader does not know.</exception>
    internal static int Parse(string name) =>
        name switch
        {
            "icmp" => Icmp,
            "tcp" => Tcp,
            "udp" => Udp,
            "esp" => Esp,
            "ipv6-icmp" or "icmpv6" => Icmp6,
            _ => throw new ReaderException($"protocol '{name}' is not known"),
        };
}

/// <summary>One packet, as a filter sees it.</summary>
/// <param name="Protocol">Number, see <see cref="Proto"/>.</param>
internal sealed record Packet(Ip Source, Ip Destination, int Protocol)
{
    internal string InInterface { get; init; } = "eth0";

    internal string OutInterface { get; init; } = "";

    internal int SourcePort { get; init; } = 40000;

    /// <summary>Only of TCP, UDP and SCTP.</summary>
    internal int DestinationPort { get; init; }

    /// <summary>Only of TCP: whether it opens a connection, with SYN alone.</summary>
    internal bool Opens { get; init; } = true;

    /// <summary>Only of ICMP and ICMPv6.</summary>
    internal int IcmpType { get; init; }

    internal int IcmpCode { get; init; }

    internal int HopLimit { get; init; } = 64;

    /// <summary>Whose program sends it; only of packets that leave the node.</summary>
    internal int Uid { get; init; }

    internal Tracking State { get; init; } = Tracking.New;

    /// <summary>Whether the router's way back to the source leaves by the interface the packet came in on.</summary>
    internal bool RoutedBack { get; init; } = true;

    public override string ToString() =>
        $"{Source} -> {Destination} proto {Protocol} port {SourcePort}>{DestinationPort} icmp {IcmpType}/{IcmpCode} hl {HopLimit} {State}{(Opens ? "" : " answer")} uid {Uid} in '{InInterface}' out '{OutInterface}'";
}

/// <summary>What a filter does with a packet.</summary>
internal enum Verdict
{
    Accept,

    /// <summary>Refused with an answer.</summary>
    Reject,

    /// <summary>Refused in silence.</summary>
    Drop,

    /// <summary>Goes on, without connection tracking.</summary>
    Untrack,

    /// <summary>The chain has no opinion; the hook goes on.</summary>
    Continue,
}

/// <param name="With">The answer of a refusal, in the tool's words.</param>
/// <param name="Rule">The line that decided.</param>
internal sealed record Decision(Verdict Verdict, string With, string Rule)
{
    internal static Decision FellThrough { get; } = new(Verdict.Continue, "", "end of chain");
}
