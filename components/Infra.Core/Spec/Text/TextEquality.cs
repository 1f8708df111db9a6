namespace Infra.Core.Spec.Text;

/// <summary>Whether two texts say the same: YAML as written, and the JSON that Pulumi made of it.</summary>
internal static class TextEquality
{
    /// <summary>Places, quotes and the order of keys mean nothing; the order of lists does.</summary>
    internal static bool Same(TextNode left, TextNode right) =>
        (left, right) switch
        {
            (TextNode.Scalar a, TextNode.Scalar b) => ScalarKinds.Of(a) == ScalarKinds.Of(b)
                && (a.Text == b.Text || ScalarKinds.Of(a) == ScalarKind.Null),
            (TextNode.Sequence a, TextNode.Sequence b) => a.Items.Length == b.Items.Length
                && a.Items.Zip(b.Items).All(pair => Same(pair.First, pair.Second)),
            (TextNode.Map a, TextNode.Map b) => SameMaps(a, b),
            _ => false,
        };

    private static bool SameMaps(TextNode.Map left, TextNode.Map right)
    {
        var others = right.Entries.ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal);
        return left.Entries.Length == right.Entries.Length
            && left.Entries.All(entry => others.TryGetValue(entry.Key, out var other) && Same(entry.Value, other));
    }
}
