using System.Globalization;
using System.Text;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Text;

namespace Infra.Core.Topology;

/// <summary>
/// The lock file's checksum: a truncated, line-merged or hand-edited file can parse and yet describe another project. It covers keys and
/// values; comments, whitespace, line breaks and key order do not count.
/// </summary>
internal static class LockSeal
{
    internal const string Key = "checksum";
    private const int HexDigits = 16;

    /// <summary>The checksum of everything in the file except the checksum itself.</summary>
    internal static string Of(TextNode.Map root)
    {
        var text = new StringBuilder();
        Append(text, root with { Entries = root.Entries.RemoveAll(entry => entry.Key == Key) });
        return $"sha256-{Stable.Sha256Hex(text.ToString())[..HexDigits]}";
    }

    /// <summary>The checksum of a file's text.</summary>
    /// <param name="text">YAML that the reader accepts.</param>
    internal static string Of(string text) =>
        Of((TextNode.Map)TextTreeReader.Read(text, "", new DiagnosticBag(), keys: KeyKinds.TextsAndNumbers)!);

    // Length prefixes make the text unambiguous.
    private static void Append(StringBuilder text, TextNode node)
    {
        switch (node)
        {
            case TextNode.Map map:
                text.Append(CultureInfo.InvariantCulture, $"{{{map.Entries.Length}");
                foreach (var entry in map.Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal))
                {
                    text.Append(CultureInfo.InvariantCulture, $"|{entry.Key.Length}:{entry.Key}=");
                    Append(text, entry.Value);
                }

                break;
            case TextNode.Sequence sequence:
                text.Append(CultureInfo.InvariantCulture, $"[{sequence.Items.Length}");
                foreach (var item in sequence.Items)
                {
                    Append(text.Append('|'), item);
                }

                break;
            case TextNode.Scalar scalar:
                text.Append(CultureInfo.InvariantCulture, $"{scalar.Text.Length}:{scalar.Text}");
                break;
            default:
                break;
        }
    }
}
