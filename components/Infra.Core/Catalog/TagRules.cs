using System.Collections.Immutable;
using Infra.Core.Clouds;

namespace Infra.Core.Catalog;

/// <summary>A cloud's rules for tags.</summary>
/// <param name="LongestKey">Maximum length of a key in characters.</param>
/// <param name="LongestValue">Maximum length of a value in characters.</param>
/// <param name="Most">Maximum number of tags per resource.</param>
public sealed record TagRules(int LongestKey, int LongestValue, int Most)
{
    internal static ImmutableArray<string> Common { get; } = ["project", "stack", "deployment", "service", "node"];

    internal Func<char, bool> Takes { get; init; } = _ => true;

    internal Func<char, bool> KeyTakes { get; init; } = _ => true;

    internal Func<char, bool> KeyBegins { get; init; } = _ => true;

    /// <summary>Key prefixes reserved by the cloud, case-insensitive.</summary>
    public ImmutableArray<string> Reserved { get; internal init; } = [];

    /// <summary>Keys that the program sets on resources, case-insensitive: Azure does not distinguish case.</summary>
    public ImmutableArray<string> Ours { get; internal init; } = Common;

    /// <summary>Whether keys that differ only in case are the same.</summary>
    public bool KeysIgnoreCase { get; internal init; }

    /// <summary>The characters allowed in keys and values, in words.</summary>
    public string Alphabet { get; internal init; } = "";

    /// <summary>How many tags of their own operators may have: a resource may have all of the program's.</summary>
    public int MostOfOperators => Most - Ours.Length - Provider;

    internal int Provider { get; init; }

    public static TagRules Of(CloudKind cloud) => CloudRegistry.Of<ICloudFacts>(cloud).Tags;

    /// <summary>Whether a value is valid as it is.</summary>
    public bool Accepts(string value) => value.Length <= LongestValue && value.All(Takes);

    /// <summary>Whether a key is valid as it is, apart from being reserved or taken.</summary>
    public bool AcceptsKey(string key) =>
        key.Length is > 0
        && key.Length <= LongestKey
        && key.All(c => Takes(c) && KeyTakes(c))
        && KeyBegins(key[0])
        && key.Trim().Length == key.Length;

    /// <summary>
    /// A valid value: unchanged if it is valid; otherwise in lower case, with a dash for each invalid character and a digest at the end, so
    /// that two values never become one. Unlike <see cref="CloudNames"/>, valid values are left alone, and a shortened one may have any
    /// character before the digest.
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
