using Infra.Core.Bundle;

namespace Infra.Core.Tests.Reader;

/// <summary>A node's filter, read back from the files of its bundle.</summary>
internal sealed record NodeFirewall(FilterText V4, FilterText V6, KernelSets Sets)
{
    /// <summary>The table raw, by family; none before the first push.</summary>
    internal FilterText? Raw4 { get; private init; }

    internal FilterText? Raw6 { get; private init; }

    internal static NodeFirewall Read(NodeBundle bundle)
    {
        string? Find(string name) => bundle.Files.SingleOrDefault(file => file.Path == $"/etc/infra/firewall/{name}")?.Content;
        string File(string name) => Find(name) ?? throw new ReaderException($"there is no {name}");
        var read = Read(File("sets"), File("rules.v4"), File("rules.v6"));
        return read with
        {
            Raw4 = Find("raw-v4") is { } four ? FilterText.Parse(four, v6: false, read.Sets, raw: true) : null,
            Raw6 = Find("raw-v6") is { } six ? FilterText.Parse(six, v6: true, read.Sets, raw: true) : null,
        };
    }

    internal static NodeFirewall Read(string sets, string rules4, string rules6)
    {
        var played = IpSetText.Parse(sets).Sets;
        return new NodeFirewall(FilterText.Parse(rules4, v6: false, played), FilterText.Parse(rules6, v6: true, played), played);
    }

    internal FilterText Of(bool v6) => v6 ? V6 : V4;

    internal Decision Input(Packet packet) => Of(packet.Destination.V6).Decide("INFRA-INPUT", packet);

    internal Decision Output(Packet packet) => Of(packet.Destination.V6).Decide("INFRA-OUTPUT", packet);

    /// <summary>Whether a packet that comes in, or leaves, stays out of the table of connections.</summary>
    internal bool Untracks(Packet packet, bool leaves) =>
        (packet.Destination.V6 ? Raw6 : Raw4)?.Decide(leaves ? "INFRA-OUTPUT" : "INFRA-PREROUTING", packet).Verdict == Verdict.Untrack;

    internal Decision Forward(Packet packet) => Of(packet.Destination.V6).Decide("INFRA-FORWARD", packet);
}
