using System.Collections.Immutable;

namespace Infra.Core.Addressing;

/// <summary>Destination ports of one protocol, or of every protocol: a closed list, so that none is never read as all.</summary>
public abstract record Ports
{
    private Ports() { }

    /// <summary>The protocol has no ports.</summary>
    public sealed record None : Ports
    {
        public override string ToString() => "no ports";
    }

    /// <summary>Every port.</summary>
    public sealed record All : Ports
    {
        public override string ToString() => "all ports";
    }

    /// <summary>Only these ports.</summary>
    public sealed record Listed : Ports
    {
        /// <exception cref="ArgumentException">There is no port.</exception>
        public Listed(IEnumerable<int> numbers)
        {
            Numbers = [.. numbers.Distinct().Order()];
            if (Numbers.IsEmpty)
            {
                throw new ArgumentException("A list of no port: neither none nor all.", nameof(numbers));
            }
        }

        /// <summary>Sorted, without duplicates; at least one.</summary>
        public ImmutableArray<int> Numbers { get; }

        /// <summary>The same ports in the fewest ranges, in order.</summary>
        public IEnumerable<NumberRange> Ranges => NumberRange.Of(Numbers);

        public bool Equals(Listed? other) => other is not null && Numbers.SequenceEqual(other.Numbers);

        // Used only for equality within one run: nothing emitted depends on it.
        public override int GetHashCode() => (Numbers.Length * 65536) + Numbers[0];

        /// <summary><c>22,10000-10002</c>.</summary>
        public override string ToString() => string.Join(',', Ranges);
    }

    /// <exception cref="ArgumentException">There is no port.</exception>
    public static Ports Of(params IEnumerable<int> numbers) => new Listed(numbers);

    /// <summary>The listed numbers; empty if the protocol has none.</summary>
    /// <exception cref="InvalidOperationException">All ports: callers must express those differently.</exception>
    public ImmutableArray<int> AsNumbers() =>
        this switch
        {
            Listed listed => listed.Numbers,
            None => [],
            _ => throw new InvalidOperationException($"{this}: not a list."),
        };

    /// <summary>Whether a packet to this port matches; always true for a protocol without ports.</summary>
    public bool Contains(int port) => this is not Listed listed || listed.Numbers.BinarySearch(port) >= 0;

    /// <summary>The union of all parts.</summary>
    /// <exception cref="ArgumentException">There are no parts, or ports are combined with none.</exception>
    public static Ports Join(IEnumerable<Ports> parts)
    {
        var all = parts.Distinct().ToList();
        return all switch
        {
            [var one] => one,
            _ when all.Exists(part => part is None) || all.Count == 0 => throw new ArgumentException(
                "One protocol has ports or has none.",
                nameof(parts)
            ),
            _ when all.Exists(part => part is All) => new All(),
            _ => new Listed(all.Cast<Listed>().SelectMany(part => part.Numbers)),
        };
    }
}
