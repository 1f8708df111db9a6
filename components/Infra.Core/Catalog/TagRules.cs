using System.Collections.Immutable;
using Infra.Core.Clouds;

namespace Infra.Core.Catalog;

/// <summary>What a cloud allows in tags.</summary>
/// <param name="LongestKey">Characters of a key.</param>
/// <param name="LongestValue">Characters of a value.</param>
/// <param name="Most">Tags a resource.</param>
public sealed record TagRules(int LongestKey, int LongestValue, int Most)
{
    private const string AwsMarks = " _.:/=+-@";
    private const string GcpMarks = "_-";
    private const string NotInAzureKeys = "<>%&\\?/";

    private static readonly ImmutableArray<string> Common = ["project", "stack", "deployment", "service", "node"];

    // https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html#tag-conventions
    private static readonly TagRules Aws = new(128, 256, 50)
    {
        Takes = c => char.IsAsciiLetterOrDigit(c) || AwsMarks.Contains(c, StringComparison.Ordinal),
        Reserved = ["aws:"],
        Ours = [.. Common, "Name"],
        Alphabet = "letters, digits, spaces and _.:/=+-@",
    };

    // https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources#limitations; control characters are
    // nowhere named, and refused here.
    private static readonly TagRules Azure = new(512, 256, 50)
    {
        Takes = c => c is >= ' ' and <= '~',
        KeyTakes = c => !NotInAzureKeys.Contains(c, StringComparison.Ordinal),
        Reserved = ["azure", "microsoft", "windows"],
        Alphabet = "printable ASCII, in a key without <>%&\\?/",
    };

    // https://cloud.google.com/compute/docs/labeling-resources#requirements; letters of other alphabets would do too.
    private static readonly TagRules Gcp = new(63, 63, 64)
    {
        Takes = c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || GcpMarks.Contains(c, StringComparison.Ordinal),
        KeyBegins = char.IsAsciiLetterLower,
        Reserved = ["goog"],
        // The provider adds a label of its own, goog-pulumi-provisioned.
        Provider = 1,
        Alphabet = "lower-case letters, digits, _ and -, a letter first in a key",
    };

    private static readonly TagRules Local = Aws;

    private Func<char, bool> Takes { get; init; } = _ => true;

    private Func<char, bool> KeyTakes { get; init; } = _ => true;

    private Func<char, bool> KeyBegins { get; init; } = _ => true;

    /// <summary>What the cloud keeps keys beginning with for itself, in whatever letter case.</summary>
    public ImmutableArray<string> Reserved { get; private init; } = [];

    /// <summary>Keys that the program marks resources with, in whatever letter case: Azure does not tell cases apart.</summary>
    public ImmutableArray<string> Ours { get; private init; } = Common;

    /// <summary>Characters that keys and values are made of, in words.</summary>
    public string Alphabet { get; private init; } = "";

    /// <summary>How many tags of their own operators may have: a resource may have all of the program's.</summary>
    public int MostOfOperators => Most - Ours.Length - Provider;

    private int Provider { get; init; }

    public static TagRules Of(CloudKind cloud) =>
        cloud switch
        {
            CloudKind.Aws => Aws,
            CloudKind.Azure => Azure,
            CloudKind.Gcp => Gcp,
            CloudKind.Local => Local,
            _ => throw new ArgumentOutOfRangeException(nameof(cloud), cloud, "No such cloud."),
        };

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
