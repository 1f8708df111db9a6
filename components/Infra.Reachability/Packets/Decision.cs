namespace Infra.Reachability.Packets;

/// <summary>What a filter does with a packet.</summary>
public enum Verdict
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

/// <summary>A verdict, and why.</summary>
/// <param name="With">The answer of a refusal, in the tool's words: <c>tcp-reset</c>; else empty.</param>
/// <param name="Rule">What decided: the line or the name of a rule, or in words what applies without one.</param>
public sealed record Decision(Verdict Verdict, string With, string Rule)
{
    internal static Decision FellThrough { get; } = new(Verdict.Continue, "", "end of chain");

    public bool Accepts => Verdict == Verdict.Accept;
}
