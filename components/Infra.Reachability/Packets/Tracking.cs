namespace Infra.Reachability.Packets;

/// <summary>What connection tracking thinks of a packet.</summary>
public enum Tracking
{
    New,
    Established,
    Related,
    Invalid,

    /// <summary>Left alone: what ICMPv6 says on its own link, and what the table raw says is to be.</summary>
    Untracked,
}
