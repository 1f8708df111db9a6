namespace Infra.Reachability.Packets;

/// <summary>A packet's state in connection tracking.</summary>
public enum Tracking
{
    New,
    Established,
    Related,
    Invalid,

    /// <summary>Not tracked: ICMPv6 on its own link, and whatever the raw table exempts.</summary>
    Untracked,
}
