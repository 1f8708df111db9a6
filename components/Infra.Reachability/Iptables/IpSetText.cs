using Infra.Reachability.Packets;

namespace Infra.Reachability.Iptables;

/// <summary>
/// Evaluates a text for <c>ipset -exist restore</c> and keeps the state the kernel would: sets of types hash:net and hash:net,port.
/// Rejects what the kernel rejects.
/// </summary>
public sealed class IpSetText
{
    private const int LongestName = 31;
    private readonly Dictionary<string, Contents> _sets = new(StringComparer.Ordinal);

    private IpSetText() { }

    public KernelSets Sets =>
        new(
            _sets
                .Where(set => !set.Value.Ported)
                .ToDictionary(
                    set => set.Key,
                    set => new AddressRanges(set.Value.V6, set.Value.Members.Select(member => (member.First, member.Last))),
                    StringComparer.Ordinal
                ),
            _sets
                .Where(set => set.Value.Ported)
                .ToDictionary(set => set.Key, set => new PortedRanges(set.Value.V6, set.Value.Members), StringComparer.Ordinal)
        );

    /// <exception cref="UnknownRuleException">
    /// A command, an option or a value is not understood, or the kernel would reject it.
    /// </exception>
    public static IpSetText Parse(string text)
    {
        var sets = new IpSetText();
        if (text.Length > 0 && !text.EndsWith('\n'))
        {
            throw new UnknownRuleException("the last line has no end");
        }

        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            try
            {
                sets.Play(line);
            }
            catch (UnknownRuleException found)
            {
                throw new UnknownRuleException($"{found.Message} in: {line}");
            }
        }

        return sets;
    }

    private void Play(string line)
    {
        var words = line.Split(' ');
        switch (words)
        {
            case ["create", var name, "hash:net" or "hash:net,port", "family", var family, "hashsize", var size, "maxelem", var most]:
                Create(name, words[2] == "hash:net,port", V6(family), Number(size), Number(most));
                break;
            case ["flush", var name]:
                Get(name).Members.Clear();
                break;
            case ["add", var name, var member]:
                Add(Get(name), member);
                break;
            case ["swap", var one, var other]:
                if (Get(one) is var left && Get(other) is var right && (left.V6, left.Ported) != (right.V6, right.Ported))
                {
                    throw new UnknownRuleException("the types or families differ");
                }

                (_sets[one], _sets[other]) = (_sets[other], _sets[one]);
                break;
            case ["destroy", var name]:
                Get(name);
                _sets.Remove(name);
                break;
            default:
                throw new UnknownRuleException("a command that is not understood");
        }
    }

    private void Create(string name, bool ported, bool v6, int size, int most)
    {
        if (name.Length is 0 or > LongestName || size <= 0)
        {
            throw new UnknownRuleException("a name or a size that the kernel refuses");
        }

        // -exist: an existing set of the same kind is unchanged.
        if (_sets.TryGetValue(name, out var old) && (old.Ported, old.V6, old.Most) != (ported, v6, most))
        {
            throw new UnknownRuleException("there is another set of this name");
        }

        _sets.TryAdd(name, new Contents(ported, v6, most, []));
    }

    private static void Add(Contents set, string member)
    {
        var comma = member.IndexOf(',', StringComparison.Ordinal);
        if (set.Ported != comma >= 0)
        {
            throw new UnknownRuleException("the member is not of the set's type");
        }

        var network = set.Ported ? member[..comma] : member;
        if (network.EndsWith("/0", StringComparison.Ordinal))
        {
            throw new UnknownRuleException("these types have no /0");
        }

        var (first, last) = AddressRanges.Range(network, set.V6);
        foreach (var (protocol, port) in set.Ported ? Ports(member[(comma + 1)..]) : [(0, 0)])
        {
            set.Members.Add((first, last, protocol, port));
        }

        if (set.Members.Count > set.Most)
        {
            throw new UnknownRuleException("the set is full");
        }
    }

    /// <summary><c>tcp:22</c> or <c>tcp:22-25</c>: the kernel adds one member per port.</summary>
    private static IEnumerable<(int Protocol, int Port)> Ports(string text)
    {
        var parts = text.Split(':', '-');
        var first = Number(parts.ElementAtOrDefault(1) ?? "");
        var last = parts.Length == 3 ? Number(parts[2]) : first;
        return
            parts is ["tcp" or "udp", ..] && parts.Length <= 3 && text.Split(':').Length == 2 && first > 0 && first <= last && last <= 65535
            ? Enumerable.Range(first, last - first + 1).Select(port => (ProtocolNumber.Parse(parts[0]), port))
            : throw new UnknownRuleException($"'{text}' is not a protocol with ports");
    }

    private Contents Get(string name) => _sets.GetValueOrDefault(name) ?? throw new UnknownRuleException($"there is no set '{name}'");

    private static bool V6(string family) =>
        family switch
        {
            "inet" => false,
            "inet6" => true,
            _ => throw new UnknownRuleException($"family '{family}' is not known"),
        };

    private static int Number(string text) => Numbers.Parse(text, 0, int.MaxValue);

    private sealed record Contents(bool Ported, bool V6, int Most, List<(UInt128 First, UInt128 Last, int Protocol, int Port)> Members);
}
