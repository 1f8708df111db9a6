using System.Globalization;

namespace Infra.Core.Tests.Reader;

/// <summary>
/// Plays a text of <c>ipset -exist restore</c> and keeps what the kernel would: sets of kind hash:net. Also refuses what
/// the kernel refuses.
/// </summary>
internal sealed class IpSetText
{
    private const int LongestName = 31;
    private readonly Dictionary<string, Contents> _sets = new(StringComparer.Ordinal);

    private IpSetText()
    {
    }

    /// <summary>By name.</summary>
    internal IReadOnlyDictionary<string, AddressRanges> Sets => _sets.ToDictionary(
        set => set.Key, set => new AddressRanges(set.Value.V6, set.Value.Members), StringComparer.Ordinal);

    /// <exception cref="ReaderException">A command, an option or a value that is not understood, or that the kernel refuses.</exception>
    internal static IpSetText Parse(string text)
    {
        var sets = new IpSetText();
        if (text.Length > 0 && !text.EndsWith('\n'))
        {
            throw new ReaderException("the last line has no end");
        }

        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            sets.Play(line);
        }

        return sets;
    }

    private void Play(string line)
    {
        var words = line.Split(' ');
        switch (words)
        {
            case ["create", var name, "hash:net", "family", var family, "hashsize", var size, "maxelem", var most]:
                Create(name, V6(family), Number(size), Number(most), line);
                break;
            case ["flush", var name]:
                Get(name, line).Members.Clear();
                break;
            case ["add", var name, var member]:
                Add(Get(name, line), member, line);
                break;
            case ["swap", var one, var other]:
                if (Get(one, line).V6 != Get(other, line).V6)
                {
                    throw new ReaderException($"'{line}': the families differ");
                }

                (_sets[one], _sets[other]) = (_sets[other], _sets[one]);
                break;
            case ["destroy", var name]:
                Get(name, line);
                _sets.Remove(name);
                break;
            default:
                throw new ReaderException($"ipset line not understood: '{line}'");
        }
    }

    private void Create(string name, bool v6, int size, int most, string line)
    {
        if (name.Length is 0 or > LongestName || size <= 0)
        {
            throw new ReaderException($"the kernel refuses '{line}'");
        }

        // -exist: a set of the same kind stays as it is.
        if (_sets.TryGetValue(name, out var old) && (old.V6, old.Most) != (v6, most))
        {
            throw new ReaderException($"'{line}': there is another set of this name");
        }

        _sets.TryAdd(name, new Contents(v6, most, []));
    }

    private static void Add(Contents set, string member, string line)
    {
        if (member.EndsWith("/0", StringComparison.Ordinal))
        {
            throw new ReaderException($"'{line}': hash:net has no /0");
        }

        set.Members.Add(AddressRanges.Range(member, set.V6));
        if (set.Members.Count > set.Most)
        {
            throw new ReaderException($"'{line}': the set is full");
        }
    }

    private Contents Get(string name, string line) =>
        _sets.GetValueOrDefault(name) ?? throw new ReaderException($"'{line}': there is no set '{name}'");

    private static bool V6(string family) => family switch
    {
        "inet" => false,
        "inet6" => true,
        _ => throw new ReaderException($"family '{family}' is not known"),
    };

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new ReaderException($"'{text}' is no number");

    private sealed record Contents(bool V6, int Most, List<(UInt128 First, UInt128 Last)> Members);
}
