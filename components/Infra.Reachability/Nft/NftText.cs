using Infra.Reachability.Packets;

namespace Infra.Reachability.Nft;

/// <summary>
/// Reads the local cloud's firewall, one nft table with one chain in the forward hook, and evaluates packets against it. Written from
/// nft(8), independently of the program that emitted the text.
/// </summary>
public sealed class NftText
{
    private readonly Dictionary<string, AddressRanges> _sets = new(StringComparer.Ordinal);
    private readonly List<(List<Func<Packet, bool>> Matches, Decision Decision)> _rules = [];

    private NftText() { }

    public Boundaries Boundaries { get; } = new();

    /// <exception cref="UnknownRuleException">The text is not understood.</exception>
    public static NftText Parse(string text)
    {
        var read = new NftText();
        var tokens = new NftTokens(text);
        tokens.Expect("table", "inet", "sdn", ";", "delete", "table", "inet", "sdn", ";", "table", "inet", "sdn", "{");
        for (tokens.SkipEnds(); tokens.Peek != "}"; tokens.SkipEnds())
        {
            switch (tokens.Next())
            {
                case "set":
                    read.Set(tokens);
                    break;
                case "chain":
                    read.Chain(tokens);
                    break;
                case var other:
                    throw new UnknownRuleException($"nft '{other}' is not understood");
            }
        }

        tokens.Expect("}");
        tokens.SkipEnds();
        return tokens.AtEnd && read._rules.Count > 0 ? read : throw new UnknownRuleException($"'{tokens.Peek}' after the table");
    }

    /// <summary>The verdict on a forwarded packet; the chain's policy is drop.</summary>
    public Decision Decide(Packet packet)
    {
        foreach (var (matches, decision) in _rules)
        {
            if (matches.TrueForAll(match => match(packet)))
            {
                return decision;
            }
        }

        return new Decision(Verdict.Drop, "", "policy drop");
    }

    private void Set(NftTokens tokens)
    {
        var name = tokens.Next();
        tokens.Expect("{", "type");
        var v6 = tokens.Next() switch
        {
            "ipv4_addr" => false,
            "ipv6_addr" => true,
            var other => throw new UnknownRuleException($"set type {other}"),
        };
        tokens.Expect(";", "flags", "interval", ";", "auto-merge", ";");
        List<string> members = [];
        if (tokens.Peek == "elements")
        {
            tokens.Expect("elements", "=");
            members = tokens.List();
        }

        tokens.Expect("}", ";");
        if (!_sets.TryAdd(name, new AddressRanges(v6, members.Select(member => AddressRanges.Range(member, v6)))))
        {
            throw new UnknownRuleException($"two sets {name}");
        }
    }

    private void Chain(NftTokens tokens)
    {
        tokens.Expect("forward", "{", ";", "type", "filter", "hook", "forward", "priority", "0", ";", "policy", "drop", ";");
        for (tokens.SkipEnds(); tokens.Peek != "}"; tokens.SkipEnds())
        {
            Rule(tokens);
        }

        tokens.Expect("}");
    }

    private void Rule(NftTokens tokens)
    {
        var matches = new List<Func<Packet, bool>>();
        while (true)
        {
            switch (tokens.Next())
            {
                case "counter":
                    break;
                case "accept":
                    End(tokens, matches, Verdict.Accept, "");
                    return;
                case "drop":
                    End(tokens, matches, Verdict.Drop, "");
                    return;
                case "reject":
                    tokens.Expect("with");
                    var with = $"{tokens.Next()} {tokens.Next()}";
                    if (with is not ("tcp reset" or "icmpx admin-prohibited"))
                    {
                        throw new UnknownRuleException($"reject with {with}");
                    }

                    End(tokens, matches, Verdict.Reject, with);
                    return;
                case var word:
                    matches.AddRange(Match(word, tokens));
                    break;
            }
        }
    }

    private void End(NftTokens tokens, List<Func<Packet, bool>> matches, Verdict verdict, string with)
    {
        var comment = "";
        if (tokens.Peek == "comment")
        {
            tokens.Next();
            comment = tokens.Quoted();
        }

        tokens.Expect(";");
        _rules.Add((matches, new Decision(verdict, with, comment)));
    }

    private IEnumerable<Func<Packet, bool>> Match(string word, NftTokens tokens)
    {
        switch (word)
        {
            case "ct":
                tokens.Expect("state");
                var states = new HashSet<Tracking> { State(tokens.Next()) };
                while (tokens.Peek == ",")
                {
                    tokens.Next();
                    states.Add(State(tokens.Next()));
                }

                return [packet => states.Contains(packet.State)];
            case "iifname":
                var from = Interface(tokens.Quoted());
                return [packet => from(packet.InInterface)];
            case "oifname":
                var to = Interface(tokens.Quoted());
                return [packet => to(packet.OutInterface)];
            case "fib":
                tokens.Expect("saddr", ".", "iif", "oif", "missing");
                return [packet => !packet.RoutedBack];
            case "ip" or "ip6":
                return [Address(tokens, v6: word == "ip6")];
            case "tcp" or "udp":
                tokens.Expect("dport");
                var ports = tokens.List().Select(Port).ToHashSet();
                var protocol = ProtocolNumber.Parse(word);
                return [packet => packet.Protocol == protocol && ports.Contains(packet.DestinationPort)];
            case "meta":
                tokens.Expect("l4proto");
                var number = ProtocolNumber.Parse(tokens.Next());
                return [packet => packet.Protocol == number];
            default:
                throw new UnknownRuleException($"nft '{word}' is not understood in a rule");
        }
    }

    private Func<Packet, bool> Address(NftTokens tokens, bool v6)
    {
        var field = tokens.Next();
        var name = tokens.Next();
        if (name is not ['@', .. var id] || !_sets.TryGetValue(id, out var set) || set.V6 != v6)
        {
            throw new UnknownRuleException($"'{name}' is not the name of a set of this family");
        }

        Boundaries.Add(set);
        return field switch
        {
            "saddr" => packet => set.Contains(packet.Source),
            "daddr" => packet => set.Contains(packet.Destination),
            _ => throw new UnknownRuleException($"nft field {field}"),
        };
    }

    private Func<string, bool> Interface(string pattern)
    {
        Boundaries.AddInterface(pattern);
        return pattern switch
        {
            [.. var prefix, '*'] when !prefix.Contains('*', StringComparison.Ordinal) => name =>
                name.StartsWith(prefix, StringComparison.Ordinal),
            _ when !pattern.Contains('*', StringComparison.Ordinal) => name => name == pattern,
            _ => throw new UnknownRuleException($"interface {pattern}"),
        };
    }

    private int Port(string text)
    {
        var port = Numbers.Parse(text, 1, 65535);
        Boundaries.AddPort(port);
        return port;
    }

    private static Tracking State(string word) =>
        word switch
        {
            "new" => Tracking.New,
            "established" => Tracking.Established,
            "related" => Tracking.Related,
            "invalid" => Tracking.Invalid,
            _ => throw new UnknownRuleException($"ct state {word}"),
        };
}
