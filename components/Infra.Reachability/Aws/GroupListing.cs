namespace Infra.Core.Tests.Reader;

/// <summary>
/// The rules of a service's security groups as listed, evaluated as AWS documents them: what any group allows passes, stateful, protocol and port range
/// inclusive; a group as the other end means the addresses of its members, a list the networks in it.
/// </summary>
internal sealed class GroupListing
{
    private readonly List<Rule> _rules = [];

    /// <param name="groups">The listing of security groups.</param>
    /// <param name="lists">The listing of prefix lists; empty where no rule names one.</param>
    /// <param name="members">The addresses of the service's nodes.</param>
    internal GroupListing(string groups, string lists, string service, IEnumerable<Ip> members)
    {
        var addresses = members.ToHashSet();
        var networks = ListingLines
            .Of(lists, 2)
            .ToLookup(words => words[0], words => ListingLines.Network(words[1]), StringComparer.Ordinal);
        foreach (var words in ListingLines.Of(groups, 5).Where(words => words[0].Split('.')[0] == service))
        {
            var icmp = words[2] == "icmp-3/4";
            int? protocol = icmp ? Proto.Icmp : ListingLines.Protocol(words[2]);
            var ports = ListingLines.Ports(words[3], protocol);
            if (ports is { } range)
            {
                Mentions.AddPort(range.First);
                Mentions.AddPort(range.Last);
            }

            _rules.Add(
                new Rule(
                    ListingLines.IsInbound(words[1]),
                    protocol,
                    icmp,
                    ports,
                    OtherEnd(words[4], service, networks, addresses),
                    string.Join(' ', words)
                )
            );
        }
    }

    internal Mentions Mentions { get; } = new();

    /// <summary>Whether a new connection to a member may come in. What no rule allows is dropped in silence.</summary>
    internal Decision Ingress(Packet packet) => Decide(true, packet, packet.Source);

    /// <summary>Whether a member may open this connection.</summary>
    internal Decision Egress(Packet packet) => Decide(false, packet, packet.Destination);

    private Func<Ip, bool> OtherEnd(
        string word,
        string service,
        ILookup<string, (bool V6, UInt128 First, UInt128 Last)> lists,
        HashSet<Ip> members
    )
    {
        if (word == $"group:{service}")
        {
            return members.Contains;
        }

        var networks = word.StartsWith("list:", StringComparison.Ordinal)
            ? lists[word["list:".Length..]].ToList()
            : [ListingLines.Network(word)];
        if (networks.Count == 0)
        {
            throw new ReaderException($"'{word}' is empty or unknown");
        }

        networks.ForEach(network => Mentions.Add(network.V6, network.First, network.Last));
        return address =>
            networks.Exists(network => network.V6 == address.V6 && address.Number >= network.First && address.Number <= network.Last);
    }

    private Decision Decide(bool inbound, Packet packet, Ip other)
    {
        var rule = _rules.Find(rule =>
            rule.Inbound == inbound
            && (rule.Protocol is null || rule.Protocol == packet.Protocol)
            && (!rule.Icmp || packet is { IcmpType: 3, IcmpCode: 4 })
            && (rule.Ports is not { } ports || (packet.DestinationPort >= ports.First && packet.DestinationPort <= ports.Last))
            && rule.OtherEnd(other)
        );
        return rule is null ? new Decision(Verdict.Drop, "", "no rule") : new Decision(Verdict.Accept, "", rule.Line);
    }

    private sealed record Rule(bool Inbound, int? Protocol, bool Icmp, (int First, int Last)? Ports, Func<Ip, bool> OtherEnd, string Line);
}
