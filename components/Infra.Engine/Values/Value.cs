using System.Collections.Immutable;

namespace Infra.Engine.Values;

/// <summary>
/// A property's value as the engine sees it: the JSON types, plus Pulumi's two additions, secret and unknown. Null and absent are the
/// same: maps contain no null.
/// </summary>
internal abstract record Value
{
    private Value() { }

    public sealed record Bool(bool Content) : Value;

    public sealed record Number(double Content) : Value;

    public sealed record Text(string Content) : Value;

    public sealed record List(ImmutableArray<Value> Items) : Value
    {
        public bool Equals(List? other) => other is not null && Items.SequenceEqual(other.Items);

        public override int GetHashCode() => Items.Length;
    }

    /// <summary>Keys are in ordinal order, so that equal content gives equal text.</summary>
    public sealed record Map(ImmutableSortedDictionary<string, Value> Items) : Value
    {
        public static readonly Map Empty = new(ImmutableSortedDictionary.Create<string, Value>(StringComparer.Ordinal));

        public Value? this[string key] => Items.GetValueOrDefault(key);

        public bool Equals(Map? other) => other is not null && Items.SequenceEqual(other.Items);

        public override int GetHashCode() => Items.Count;
    }

    /// <summary>Never contains another Secret.</summary>
    public sealed record Secret(Value Content) : Value;

    /// <summary>Set, but not known before up.</summary>
    public sealed record Unknown : Value
    {
        public static readonly Unknown Instance = new();
    }

    /// <summary>The value without secret marks, at any depth.</summary>
    public Value Plain() =>
        this switch
        {
            Secret s => s.Content.Plain(),
            List l => new List([.. l.Items.Select(i => i.Plain())]),
            Map m => MapOf(m.Items.Select(p => KeyValuePair.Create(p.Key, p.Value.Plain()))),
            _ => this,
        };

    public bool HasSecret =>
        this switch
        {
            Secret => true,
            List l => l.Items.Any(i => i.HasSecret),
            Map m => m.Items.Values.Any(i => i.HasSecret),
            _ => false,
        };

    public bool HasUnknown =>
        this switch
        {
            Unknown => true,
            Secret s => s.Content.HasUnknown,
            List l => l.Items.Any(i => i.HasUnknown),
            Map m => m.Items.Values.Any(i => i.HasUnknown),
            _ => false,
        };

    /// <summary>An empty list or map: the result of reading an untouched collection of an args object.</summary>
    public bool IsEmpty => this is List { Items.IsEmpty: true } or Map { Items.Count: 0 };

    public static Map MapOf(IEnumerable<KeyValuePair<string, Value>> items) =>
        new(items.ToImmutableSortedDictionary(StringComparer.Ordinal));

    /// <summary>Marks a value secret, once.</summary>
    public static Value SecretOf(Value content) => content as Secret ?? new Secret(content);
}
