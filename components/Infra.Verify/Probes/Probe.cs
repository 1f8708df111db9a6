using Infra.Core.Addressing;

namespace Infra.Verify.Probes;

/// <summary>Where a probe starts.</summary>
public abstract record ProbeOrigin
{
    private ProbeOrigin() { }

    /// <summary>One of the networks that simulate the outside world.</summary>
    /// <param name="Name">For display: <c>client</c>, <c>management</c>, <c>internet</c>.</param>
    /// <param name="Namespace">The network namespace that implements it.</param>
    /// <param name="Address">The address it connects from.</param>
    public sealed record OutsideNetwork(string Name, string Namespace, IpAddr Address) : ProbeOrigin;

    /// <summary>A node, connecting as any program on it would.</summary>
    public sealed record OnNode(string Node) : ProbeOrigin;
}

/// <summary>One connection to attempt.</summary>
/// <param name="Target">The destination: a node's key, or the name of an outside network.</param>
/// <param name="Address">One of its addresses: on the network, public, or inside the tunnel.</param>
public sealed record Probe(ProbeOrigin Origin, string Target, IpAddr Address, IpProtocol Protocol, int Port)
{
    /// <summary>Whether <see cref="Address"/> is the node's public one.</summary>
    public bool IsPublic { get; init; }

    /// <summary><c>5432/tcp v6</c>, <c>5432/tcp v4, public</c></summary>
    public string Label =>
        $"{Port}/{(Protocol == IpProtocol.Tcp ? "tcp" : "udp")} "
        + $"{(Address.Family == IpFamily.V4 ? "v4" : "v6")}{(IsPublic ? ", public" : "")}";
}

/// <summary>The outcome of a connection attempt; five different things, never folded into "failed".</summary>
public enum ProbeOutcome
{
    /// <summary>TCP: the handshake completed. UDP: a datagram came back.</summary>
    Accepted,

    /// <summary>An RST, or an ICMP error that means "refused".</summary>
    Rejected,

    /// <summary>An ICMP error that means "no route" or "no such host".</summary>
    Unreachable,

    /// <summary>No answer.</summary>
    TimedOut,

    /// <summary>The probe itself could not be made; it shows nothing about the firewall.</summary>
    ToolError,
}

/// <param name="Detail">The observation: <c>RST</c>, <c>ICMP 3/13 from 10.42.0.1</c>, a tool's message.</param>
public sealed record ProbeResult(Probe Probe, ProbeOutcome Outcome, TimeSpan Elapsed, string Detail);

/// <summary>Opens connections.</summary>
public interface IProber
{
    /// <summary>Attempts all of them, from all origins in parallel. One result per probe, in the same order.</summary>
    Task<IReadOnlyList<ProbeResult>> ProbeAsync(IReadOnlyList<Probe> probes, CancellationToken cancellation);
}
