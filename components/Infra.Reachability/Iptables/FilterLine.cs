using Infra.Reachability.Packets;

namespace Infra.Reachability.Iptables;

/// <summary>One <c>-A</c> line: matches that must all hold, and the resulting action.</summary>
internal sealed class FilterLine
{
    private const int MostPorts = 15;
    private readonly List<Func<Packet, bool>> _matches = [];
    private readonly HashSet<string> _modules = new(StringComparer.Ordinal);
    private readonly bool _v6;
    private readonly bool _raw;
    private readonly Boundaries _boundaries;
    private readonly KernelSets _sets;
    private readonly Queue<string> _words;
    private readonly string _line;
    private int? _protocol;

    private FilterLine(string line, bool v6, bool raw, KernelSets sets, Boundaries boundaries)
    {
        (_line, _v6, _raw, _sets, _boundaries) = (line, v6, raw, sets, boundaries);
        if (
            line.Contains('"', StringComparison.Ordinal)
            || line.Contains('\'', StringComparison.Ordinal)
            || line.Contains('\\', StringComparison.Ordinal)
        )
        {
            throw Not("quotes and escapes");
        }

        _words = new Queue<string>(line.Split(' '));
    }

    internal string Chain { get; private set; } = "";

    internal Decision Decision { get; private set; } = Decision.FellThrough;

    /// <summary>The chain the packet jumps to; null if this rule decides itself.</summary>
    internal string? JumpsTo { get; private set; }

    /// <param name="raw">Whether the line is in the raw table, which precedes connection tracking.</param>
    internal static FilterLine Parse(string line, bool v6, bool raw, KernelSets sets, Boundaries boundaries)
    {
        try
        {
            var rule = new FilterLine(line, v6, raw, sets, boundaries);
            rule.Read();
            return rule;
        }
        catch (UnknownRuleException found)
        {
            throw new UnknownRuleException($"{found.Message} in: {line}");
        }
    }

    internal bool Matches(Packet packet)
    {
        foreach (var match in _matches)
        {
            if (!match(packet))
            {
                return false;
            }
        }

        return true;
    }

    private void Read()
    {
        Expect("-A");
        Chain = Next();
        while (_words.Count > 0)
        {
            var word = Next();
            if (word == "!")
            {
                Negatable(Next(), negated: true);
            }
            else if (word == "-j")
            {
                Target(Next());
                if (_words.Count > 0)
                {
                    throw Not($"'{Next()}' after the target");
                }

                return;
            }
            else
            {
                Negatable(word, negated: false);
            }
        }

        throw Not("a rule without a target");
    }

    private void Negatable(string option, bool negated)
    {
        Func<Packet, bool> match = option switch
        {
            "-i" => Interface(packet => packet.InInterface),
            "-o" => Interface(packet => packet.OutInterface),
            "-s" => Address(packet => packet.Source),
            "-d" => Address(packet => packet.Destination),
            "--match-set" => Set(),
            "--tcp-flags" => Flags(),
            _ when negated => throw Not($"'! {option}'"),
            _ => Plain(option),
        };
        _matches.Add(negated ? packet => !match(packet) : match);
    }

    private Func<Packet, bool> Plain(string option)
    {
        switch (option)
        {
            case "-p":
                var protocol = ProtocolNumber.Parse(Next());
                if (_protocol is not null || protocol == (_v6 ? ProtocolNumber.Icmp : ProtocolNumber.Icmp6))
                {
                    throw Not("two protocols, or the other family's");
                }

                _protocol = protocol;
                return packet => packet.Protocol == protocol;
            case "-m":
                var module = Next();
                if (_raw && module == "conntrack")
                {
                    throw Not("connections in the table raw");
                }

                if (
                    module
                    is not (
                        "conntrack"
                        or "multiport"
                        or "set"
                        or "icmp"
                        or "icmp6"
                        or "hl"
                        or "comment"
                        or "owner"
                        or "policy"
                        or "tcp"
                        or "udp"
                    )
                )
                {
                    throw Not($"module {module}");
                }

                if (
                    (module is "icmp" or "tcp" or "udp" && _protocol != ProtocolNumber.Parse(module))
                    || (module == "icmp6" && _protocol != ProtocolNumber.Icmp6)
                )
                {
                    throw Not($"module {module} without its protocol");
                }

                _modules.Add(module);
                return _ => true;
            case "--ctstate":
                Needs("conntrack");
                var states = Next().Split(',').Select(State).ToHashSet();
                return packet => states.Contains(packet.State);
            case "--dports":
                return Ports(packet => packet.DestinationPort);
            case "--sports":
                return Ports(packet => packet.SourcePort);
            case "--sport":
                Needs(_protocol == ProtocolNumber.Udp ? "udp" : "tcp");
                var source = Port(Next());
                return packet => packet.SourcePort == source;
            case "--dport":
                Needs(_protocol == ProtocolNumber.Udp ? "udp" : "tcp");
                var destination = Port(Next());
                _boundaries.AddPort(destination);
                return packet => packet.DestinationPort == destination;
            case "--icmp-type" or "--icmpv6-type":
                Needs(option == "--icmp-type" ? "icmp" : "icmp6");
                var type = Number(Next(), 255);
                return packet => packet.IcmpType == type;
            case "--uid-owner":
                Needs("owner");
                var uid = Number(Next(), int.MaxValue);
                return Chain == "INFRA-OUTPUT" ? packet => packet.Uid == uid : throw Not("a sender where packets come in");
            case "--dir":
                Needs("policy");
                return Policy(Next());
            case "--hl-eq":
                Needs("hl");
                var limit = Number(Next(), 255);
                return packet => packet.HopLimit == limit;
            case "--comment":
                Needs("comment");
                Next();
                return _ => true;
            default:
                throw Not($"'{option}'");
        }
    }

    /// <summary>Without any IPsec; or with ESP in transport mode. Nothing else is understood.</summary>
    private Func<Packet, bool> Policy(string direction)
    {
        if (_raw || direction != (Chain == "INFRA-OUTPUT" ? "out" : "in"))
        {
            throw Not($"a policy for '{direction}' in {Chain}");
        }

        Expect("--pol");
        switch (Next())
        {
            case "none":
                return packet => !packet.Protected;
            case "ipsec":
                foreach (var word in (string[])["--proto", "esp", "--mode", "transport"])
                {
                    Expect(word);
                }

                return packet => packet.Protected;
            case var other:
                throw Not($"a policy '{other}'");
        }
    }

    private Func<Packet, bool> Interface(Func<Packet, string> of)
    {
        var name = Next();
        var stem = name.TrimEnd('+');
        if (stem.Length == 0 || name.Length > Math.Min(15, stem.Length + 1) || stem.Contains('+', StringComparison.Ordinal))
        {
            throw Not($"interface '{name}'");
        }

        if (stem == name)
        {
            _boundaries.AddInterface(name);
            return packet => of(packet) == name;
        }

        // A plus sign at the end stands for any end, also none.
        _boundaries.AddInterface($"{stem}0");
        return packet => of(packet).StartsWith(stem, StringComparison.Ordinal);
    }

    private Func<Packet, bool> Address(Func<Packet, Ip> of)
    {
        var range = AddressRanges.Range(Next(), _v6);
        _boundaries.Add(_v6, range.First, range.Last);
        return packet => of(packet).V6 == _v6 && of(packet).Number >= range.First && of(packet).Number <= range.Last;
    }

    private Func<Packet, bool> Set()
    {
        Needs("set");
        var name = Next();
        if (_sets.Ported.TryGetValue(name, out var ported))
        {
            return Set(name, ported);
        }

        var set = _sets.Networks.GetValueOrDefault(name) ?? throw Not($"set {name}, which does not exist,");
        if (set.V6 != _v6)
        {
            throw Not($"set {name} of the other family");
        }

        _boundaries.Add(set);
        return Next() switch
        {
            "src" => packet => set.Contains(packet.Source),
            "dst" => packet => set.Contains(packet.Destination),
            var other => throw Not($"set direction '{other}'"),
        };
    }

    /// <summary>A set of two dimensions, the second being the destination port; the kernel itself requires TCP or UDP.</summary>
    private Func<Packet, bool> Set(string name, PortedRanges set)
    {
        var direction = Next();
        if (set.V6 != _v6 || direction is not ("src,dst" or "dst,dst"))
        {
            throw Not($"set {name} of the other family, or in another direction than src,dst and dst,dst,");
        }

        foreach (var (port, addresses) in set.ByPort)
        {
            _boundaries.AddPort(port.Port);
            _boundaries.Add(addresses);
        }

        return direction == "src,dst"
            ? packet => set.Contains(packet.Source, packet.Protocol, packet.DestinationPort)
            : packet => set.Contains(packet.Destination, packet.Protocol, packet.DestinationPort);
    }

    /// <summary>Matches what opens a connection and nothing else: the kernel's own SYN match.</summary>
    private Func<Packet, bool> Flags()
    {
        Needs("tcp");
        Expect("FIN,SYN,RST,ACK");
        Expect("SYN");
        return packet => packet.Opens;
    }

    private Func<Packet, bool> Ports(Func<Packet, int> of)
    {
        Needs("multiport");
        var ports = Next().Split(',').Select(Port).ToHashSet();
        if (ports.Count > MostPorts || _protocol is not (ProtocolNumber.Tcp or ProtocolNumber.Udp))
        {
            throw Not("more than 15 ports, or ports without TCP or UDP");
        }

        foreach (var port in ports)
        {
            _boundaries.AddPort(port);
        }

        return packet => ports.Contains(of(packet));
    }

    private void Target(string target)
    {
        if (target.Contains('-', StringComparison.Ordinal) && _words.Count == 0)
        {
            JumpsTo = target;
            return;
        }

        Decision = (target, _words.Count) switch
        {
            ("CT", 1) when _raw && Next() == "--notrack" => new Decision(Verdict.Untrack, "", _line),
            _ when _raw => throw Not($"target '{target}' in the table raw"),
            ("ACCEPT", 0) => new Decision(Verdict.Accept, "", _line),
            ("DROP", 0) => new Decision(Verdict.Drop, "", _line),
            ("RETURN", 0) => new Decision(Verdict.Continue, "", _line),
            ("REJECT", 2) => Reject(),
            _ => throw Not($"target '{target}'"),
        };
    }

    private Decision Reject()
    {
        Expect("--reject-with");
        var with = Next();
        var known =
            with == "tcp-reset" ? _protocol == ProtocolNumber.Tcp : with == (_v6 ? "icmp6-port-unreachable" : "icmp-port-unreachable");
        return known ? new Decision(Verdict.Reject, with, _line) : throw Not($"--reject-with {with} here");
    }

    private Tracking State(string word) =>
        word switch
        {
            "NEW" => Tracking.New,
            "ESTABLISHED" => Tracking.Established,
            "RELATED" => Tracking.Related,
            "INVALID" => Tracking.Invalid,
            "UNTRACKED" => Tracking.Untracked,
            _ => throw Not($"state {word}"),
        };

    private static int Port(string text) => Numbers.Parse(text, 1, 65535);

    private static int Number(string text, int most) => Numbers.Parse(text, 0, most);

    private void Needs(string module)
    {
        if (!_modules.Contains(module))
        {
            throw Not($"an option of module {module} without -m {module}");
        }
    }

    private void Expect(string word)
    {
        if (Next() != word)
        {
            throw Not($"a rule without {word}");
        }
    }

    private string Next() => _words.TryDequeue(out var word) && word.Length > 0 ? word : throw Not("a missing or empty word");

    private static UnknownRuleException Not(string what) => new($"{what} is not understood");
}
