namespace Infra.Reachability.Packets;

/// <summary>One packet, as a filter sees it.</summary>
/// <param name="Protocol">See <see cref="ProtocolNumber"/>.</param>
public sealed record Packet(Ip Source, Ip Destination, int Protocol)
{
    public string InInterface { get; init; } = "eth0";

    public string OutInterface { get; init; } = "";

    public int SourcePort { get; init; } = 40000;

    /// <summary>Only for TCP, UDP and SCTP.</summary>
    public int DestinationPort { get; init; }

    /// <summary>Only for TCP: whether it opens a connection, with only SYN set.</summary>
    public bool Opens { get; init; } = true;

    /// <summary>Only for ICMP and ICMPv6.</summary>
    public int IcmpType { get; init; }

    public int IcmpCode { get; init; }

    public int HopLimit { get; init; } = 64;

    /// <summary>The user whose program sends it; only for packets that leave the node.</summary>
    public int Uid { get; init; }

    /// <summary>Whether it came out of IPsec, or will go into it: ESP in transport mode.</summary>
    public bool Protected { get; init; }

    public Tracking State { get; init; } = Tracking.New;

    /// <summary>Whether the router's route back to the source uses the interface the packet came in on.</summary>
    public bool RoutedBack { get; init; } = true;

    public override string ToString() =>
        $"{Source} -> {Destination} proto {Protocol} port {SourcePort}>{DestinationPort} icmp {IcmpType}/{IcmpCode} hl {HopLimit} "
        + $"{State}{(Opens ? "" : " answer")}{(Protected ? " in ESP" : "")} uid {Uid} in '{InInterface}' out '{OutInterface}'";
}
