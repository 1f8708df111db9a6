using System.Collections.Immutable;
using Infra.Core.Clouds;

namespace Infra.Core.Catalog;

/// <summary>What a cloud allows in tags.</summary>
/// <param name="LongestKey">Characters of a key.</param>
/// <param name="LongestValue">Characters of a value.</param>
/// <param name="Most">Tags a resource.</param>
public sealed record TagRules(int LongestKey, int LongestValue, int Most)
{
    internal static ImmutableArray<string> Common { get; } = ["project", "stack", "deployment", "service", "node"];

    internal Func<char, bool> Takes { get; init; } = _ => true;

    internal Func<char, bool> KeyTakes { get; init; } = _ => true;

    internal Func<char, bool> KeyBegins { get; init; } = _ => true;

    /// <summary>What the cloud keeps keys beginning with for itself, in whatever letter case.</summary>
    public ImmutableArray<string> Reserved { get; internal init; } = [];

    /// <summary>Keys that the program marks resources with, in whatever letter case: Azure does not tell cases apart.</summary>
    public ImmutableArray<string> Ours { get; internal init; } = Common;

    /// <summary>Whether two keys that differ in letter case alone are one.</summary>
    public bool KeysIgnoreCase { get; internal init; }

    /// <summary>Characters that keys and values are made of, in words.</summary>
    public string Alphabet { get; internal init; } = "";

    /// <summary>How many tags of their own operators may have: a resource may have all of the program's.</summary>
    public int MostOfOperators => Most - Ours.Length - Provider;

    internal int Provider { get; init; }

    public static TagRules Of(CloudKind cloud) => CloudRegistry.Of<ICloudFacts>(cloud).Tags;

    /// <summary>Whether a value may stand as it is.</summary>
    public bool Accepts(string value) => value.Length <= LongestValue && value.All(Takes);

    /// <summary>Whether a key may stand as it is; who else it may belong to is another question.</summary>
    public bool AcceptsKey(string key) =>
        key.Length is > 0
        && key.Length <= LongestKey
        && key.All(c => Takes(c) && KeyTakes(c))
        && KeyBegins(key[0])
        && key.Trim().Length == key.Length;

    /// <summary>
    /// A value that the cloud takes: the same where it may stand; else in lower case, with a dash for each character that may
    /// not, and a digest at its end, so that two values never become one. Not as <see cref="CloudNames"/> are: a value that
    /// may stand is left alone, and one that is cut may have any of its characters before the digest.
    /// </summary>
    public string Fit(string value)
    {
        if (Accepts(value))
        {
            return value;
        }

        var digest = CloudNames.Digest(value);
        var plain = string.Concat(value.ToLowerInvariant().Select(c => Takes(c) ? c : '-'));
        var room = LongestValue - digest.Length - 1;
        return $"{(plain.Length > room ? plain[..room] : plain)}-{digest}";
    }
}
