using Infra.Reachability.Packets;

namespace Infra.Reachability.Iptables;

/// <summary>A node's firewall, read back from the files a bundle puts in <see cref="Folder"/>.</summary>
/// <param name="Sets">The kernel's sets after the file <c>sets</c> is loaded.</param>
public sealed record NodeFirewall(FilterText V4, FilterText V6, KernelSets Sets)
{
    /// <summary>The directory of a node's firewall files.</summary>
    public const string Folder = "/etc/infra/firewall/";

    // lockdown.v4 and lockdown.v6 are loaded on their own before the rest at every boot: the overload without files reads them.
    private static readonly string[] Known = ["sets", "rules.v4", "rules.v6", "raw-v4", "raw-v6", "lockdown.v4", "lockdown.v6"];

    /// <summary>The raw table, by family; null before the first push.</summary>
    public FilterText? Raw4 { get; private init; }

    /// <inheritdoc cref="Raw4"/>
    public FilterText? Raw6 { get; private init; }

    /// <param name="files">A node's files, path to content. Files outside the directory are ignored.</param>
    /// <exception cref="UnknownRuleException">
    /// A file is missing, unknown, or contains text that is not understood.
    /// </exception>
    public static NodeFirewall Read(IReadOnlyDictionary<string, string> files)
    {
        var unknown = files
            .Keys.Where(path => path.StartsWith(Folder, StringComparison.Ordinal))
            .FirstOrDefault(path => !Known.Contains(path[Folder.Length..]));
        if (unknown is not null)
        {
            throw new UnknownRuleException($"'{unknown}' is not a known file of a filter");
        }

        string? Find(string name) => files.GetValueOrDefault(Folder + name);
        string File(string name) => Find(name) ?? throw new UnknownRuleException($"there is no {name}");
        var read = Read(File("sets"), File("rules.v4"), File("rules.v6"));
        return read with
        {
            Raw4 = Find("raw-v4") is { } four ? FilterText.Parse(four, v6: false, read.Sets, raw: true) : null,
            Raw6 = Find("raw-v6") is { } six ? FilterText.Parse(six, v6: true, read.Sets, raw: true) : null,
        };
    }

    /// <param name="sets">For <c>ipset restore</c>; may be empty.</param>
    /// <param name="rules4">For <c>iptables-restore</c>.</param>
    /// <param name="rules6">For <c>ip6tables-restore</c>.</param>
    /// <exception cref="UnknownRuleException">A text is not understood or does not load.</exception>
    public static NodeFirewall Read(string sets, string rules4, string rules6)
    {
        var played = IpSetText.Parse(sets).Sets;
        return new NodeFirewall(FilterText.Parse(rules4, v6: false, played), FilterText.Parse(rules6, v6: true, played), played);
    }

    public FilterText Of(bool v6) => v6 ? V6 : V4;

    /// <summary>The decision on a packet addressed to the node.</summary>
    public Decision Input(Packet packet) => Of(packet.Destination.V6).Decide("INFRA-INPUT", packet);

    /// <summary>The decision on a packet sent by a program on the node.</summary>
    public Decision Output(Packet packet) => Of(packet.Destination.V6).Decide("INFRA-OUTPUT", packet);

    /// <summary>The decision on a packet the node would route.</summary>
    public Decision Forward(Packet packet) => Of(packet.Destination.V6).Decide("INFRA-FORWARD", packet);

    /// <summary>Whether an incoming or outgoing packet bypasses connection tracking.</summary>
    public bool Untracks(Packet packet, bool leaves) =>
        (packet.Destination.V6 ? Raw6 : Raw4)?.Decide(leaves ? "INFRA-OUTPUT" : "INFRA-PREROUTING", packet).Verdict == Verdict.Untrack;
}
