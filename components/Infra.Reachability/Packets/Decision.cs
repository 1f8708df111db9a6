namespace Infra.Reachability.Packets;

/// <summary>A filter's verdict on a packet.</summary>
public enum Verdict
{
    Accept,

    /// <summary>Denied with a response.</summary>
    Reject,

    /// <summary>Silently dropped.</summary>
    Drop,

    /// <summary>Continues, without connection tracking.</summary>
    Untrack,

    /// <summary>The chain does not decide; evaluation continues in the hook.</summary>
    Continue,
}

/// <summary>A verdict, and its reason.</summary>
/// <param name="With">The response of a denial, in the tool's terms, such as <c>tcp-reset</c>; else empty.</param>
/// <param name="Rule">What decided: a rule's line or name, or a description of the default that applied.</param>
public sealed record Decision(Verdict Verdict, string With, string Rule)
{
    internal static Decision FellThrough { get; } = new(Verdict.Continue, "", "end of chain");

    public bool Accepts => Verdict == Verdict.Accept;
}
