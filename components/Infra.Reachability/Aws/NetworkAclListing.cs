using Infra.Reachability.Packets;

namespace Infra.Reachability.Aws;

/// <summary>
/// A network ACL as listed, evaluated as AWS documents it: in number order, the first matching rule decides, and anything else is
/// denied; it is stateless, so both directions of a connection are evaluated.
/// https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html
/// </summary>
/// <remarks>A line is <c>key in|out number allow|deny protocol ports network</c>.</remarks>
public sealed class NetworkAclListing
{
    private const int Unreachable = 3;
    private const int MostNumber = 32766;
    private readonly List<Rule> _rules = [];

    /// <exception cref="UnknownRuleException">A line is not understood, or a number occurs twice in one direction.</exception>
    public NetworkAclListing(string text)
    {
        foreach (var words in AwsLines.Of(text, 7))
        {
            _rules.Add(Read(words));
        }

        _rules.Sort((one, other) => one.Number.CompareTo(other.Number));
        if (_rules.GroupBy(rule => (rule.Inbound, rule.Number)).Any(twice => twice.Count() > 1))
        {
            throw new UnknownRuleException("a number is given twice in one direction");
        }
    }

    public Boundaries Boundaries { get; } = new();

    /// <summary>Whether a packet may enter the subnet.</summary>
    public Decision In(Packet packet) => Decide(true, packet, packet.Source);

    /// <summary>Whether a packet may leave the subnet.</summary>
    public Decision Out(Packet packet) => Decide(false, packet, packet.Destination);

    /// <summary>Whether a connection opened from outside gets through, there and back.</summary>
    public bool LetsIn(Packet opening) => In(opening).Accepts && Out(Reply(opening)).Accepts;

    /// <summary>Whether a connection opened from the subnet gets through, there and back.</summary>
    public bool LetsOut(Packet opening) => Out(opening).Accepts && In(Reply(opening)).Accepts;

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
            && (!rule.Unreachable || packet.IcmpType == Unreachable)
            && (rule.Ports is not { } ports || (packet.DestinationPort >= ports.First && packet.DestinationPort <= ports.Last))
            && rule.Network.V6 == other.V6
            && other.Number >= rule.Network.First
            && other.Number <= rule.Network.Last
        );
        return rule is null
            ? new Decision(Verdict.Drop, "", "no rule")
            : new Decision(rule.Allows ? Verdict.Accept : Verdict.Drop, "", rule.Line);
    }

    private Rule Read(string[] words)
    {
        var unreachable = words[4] == "icmp-3";
        int? protocol = unreachable ? ProtocolNumber.Icmp : AwsLines.Protocol(words[4]);
        var ports = AwsLines.Ports(words[5], protocol);
        var network = AwsLines.Network(words[6]);
        Boundaries.Add(network.V6, network.First, network.Last);
        if (ports is { } range)
        {
            Boundaries.AddPorts(range.First, range.Last);
        }

        var allows = words[3] switch
        {
            "allow" => true,
            "deny" => false,
            _ => throw new UnknownRuleException($"verdict '{words[3]}'"),
        };
        var number = Numbers.Parse(words[2], 1, MostNumber);
        return new Rule(AwsLines.IsInbound(words[1]), number, allows, protocol, unreachable, ports, network, string.Join(' ', words));
    }

    private sealed record Rule(
        bool Inbound,
        int Number,
        bool Allows,
        int? Protocol,
        bool Unreachable,
        (int First, int Last)? Ports,
        (bool V6, UInt128 First, UInt128 Last) Network,
        string Line
    );
}
