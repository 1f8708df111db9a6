namespace Infra.Core.Tests.Reader;

/// <summary>
/// A network ACL as listed, evaluated as AWS documents it: by number, the first rule that matches decides, what none matches
/// is denied; it knows no connections, so that both directions of one are asked.
/// </summary>
internal sealed class AclListing
{
    private const int Unreachable = 3;
    private readonly List<Rule> _rules = [];

    internal AclListing(string text)
    {
        foreach (var words in ListingLines.Of(text, 7))
        {
            var icmp = words[4] == "icmp-3";
            int? protocol = icmp ? Proto.Icmp : ListingLines.Protocol(words[4]);
            var ports = ListingLines.Ports(words[5], protocol);
            var network = ListingLines.Network(words[6]);
            Mentions.Add(network.V6, network.First, network.Last);
            if (ports is { } range)
            {
                Mentions.AddPort(range.First);
                Mentions.AddPort(range.Last);
            }

            if (!int.TryParse(words[2], out var number) || number is < 1 or > 32766)
            {
                throw new ReaderException($"number {words[2]}");
            }

            var allows = words[3] switch
            {
                "allow" => true,
                "deny" => false,
                _ => throw new ReaderException($"verdict {words[3]}"),
            };
            _rules.Add(new Rule(ListingLines.IsInbound(words[1]), number, allows, protocol, icmp, ports, network, string.Join(' ', words)));
        }

        _rules.Sort((one, other) => one.Number.CompareTo(other.Number));
        if (_rules.GroupBy(rule => (rule.Inbound, rule.Number)).Any(twice => twice.Count() > 1))
        {
            throw new ReaderException("a number is given twice in one direction");
        }
    }

    internal Mentions Mentions { get; } = new();

    /// <summary>Whether a packet may enter the subnet.</summary>
    internal Decision In(Packet packet) => Decide(true, packet, packet.Source);

    /// <summary>Whether a packet may leave the subnet.</summary>
    internal Decision Out(Packet packet) => Decide(false, packet, packet.Destination);

    /// <summary>Whether a connection that is opened from outside gets through, there and back.</summary>
    internal bool LetsIn(Packet opening) => In(opening).Verdict == Verdict.Accept && Out(Reply(opening)).Verdict == Verdict.Accept;

    /// <summary>Whether a connection that is opened from the subnet gets through, there and back.</summary>
    internal bool LetsOut(Packet opening) => Out(opening).Verdict == Verdict.Accept && In(Reply(opening)).Verdict == Verdict.Accept;

    private static Packet Reply(Packet opening) =>
        opening with
        {
            Source = opening.Destination,
            Destination = opening.Source,
            SourcePort = opening.DestinationPort,
            DestinationPort = opening.SourcePort,
        };

    private Decision Decide(bool inbound, Packet packet, Ip other)
    {
        var rule = _rules.Find(rule =>
            rule.Inbound == inbound
            && (rule.Protocol is null || rule.Protocol == packet.Protocol)
            && (!rule.Icmp || packet.IcmpType == Unreachable)
            && (rule.Ports is not { } ports || (packet.DestinationPort >= ports.First && packet.DestinationPort <= ports.Last))
            && rule.Network.V6 == other.V6
            && other.Number >= rule.Network.First
            && other.Number <= rule.Network.Last
        );
        return rule is null
            ? new Decision(Verdict.Drop, "", "no rule")
            : new Decision(rule.Allows ? Verdict.Accept : Verdict.Drop, "", rule.Line);
    }

    private sealed record Rule(
        bool Inbound,
        int Number,
        bool Allows,
        int? Protocol,
        bool Icmp,
        (int First, int Last)? Ports,
        (bool V6, UInt128 First, UInt128 Last) Network,
        string Line
    );
}
