using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Infra.Cli.Stacks;

/// <summary>
/// Reads a JSON object that another program was to write, and says in our own words where it is none, and what probably happened.
/// </summary>
internal static class JsonText
{
    private const int Longest = 40;

    // A duplicate key is ambiguous, and programs resolve it differently.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <returns>The object; or null, the place (<c>line:column</c>, from 1; empty for the whole) and the problem, a sentence.</returns>
    internal static (JsonObject? Value, string Place, string Problem) Read(byte[] bytes)
    {
        ReadOnlySpan<byte> all = bytes;
        if (all.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || all.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return (null, "", "It is UTF-16, as an older PowerShell's '>' writes it; JSON is UTF-8.");
        }

        var text = all.StartsWith("\uFEFF"u8) ? all[3..] : all;
        if (text.Trim(" \t\r\n\0"u8).IsEmpty)
        {
            return (null, "", "It is empty: the command that was to write it failed, or wrote elsewhere.");
        }

        try
        {
            var node = JsonNode.Parse(text, documentOptions: Strict);
            Touch(node);
            return node is JsonObject value ? (value, "", "") : (null, "1:1", $"It is {KindOf(node)}, not a JSON object.");
        }
        catch (JsonException e)
        {
            return Explained(text, (int)(e.LineNumber ?? 0), (int)(e.BytePositionInLine ?? 0), e);
        }
        catch (InvalidOperationException)
        {
            return (null, "", "A text in it is not valid Unicode.");
        }
    }

    private static (JsonObject?, string, string) Explained(ReadOnlySpan<byte> text, int line, int inLine, JsonException e)
    {
        var whole = text.TrimEnd(" \t\r\n\0"u8);
        if (text.TrimStart(" \t\r\n"u8)[0] is not ((byte)'{' or (byte)'['))
        {
            return (
                null,
                "1:1",
                $"It begins with '{Beginning(text)}', which is not JSON: was '--json' left out, or another output mixed in?"
            );
        }

        if (IsCut(whole))
        {
            return (null, Place(whole, whole.Length), "It ends in the middle: the command was interrupted, or the disk was full.");
        }

        var at = Math.Min(text.Length, StartOf(text, line) + inLine);
        return e.Message.Contains("duplicate", StringComparison.OrdinalIgnoreCase)
                ? (null, "", "Two entries of one object have the same name.")
            : e.Message.Contains("depth", StringComparison.OrdinalIgnoreCase)
                ? (null, Place(text, at), "It is nested too deeply to be a stack's outputs.")
            : (null, Place(text, at), $"'{Beginning(text[at..])}' cannot stand here in JSON: was it edited, or another output mixed in?");
    }

    /// <summary>Whether it is the beginning of JSON, and more would have to follow.</summary>
    private static bool IsCut(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text, isFinalBlock: false, new JsonReaderState());
        try
        {
            while (reader.Read()) { }

            return reader.CurrentDepth > 0 || reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static int StartOf(ReadOnlySpan<byte> text, int line)
    {
        var start = 0;
        for (; line > 0 && text[start..].IndexOf((byte)'\n') is >= 0 and var end; line--)
        {
            start += end + 1;
        }

        return start;
    }

    /// <summary>Line and column of a byte, from 1; columns count characters.</summary>
    private static string Place(ReadOnlySpan<byte> text, int at)
    {
        var before = text[..at];
        var column = Encoding.UTF8.GetString(before[(before.LastIndexOf((byte)'\n') + 1)..]).Length + 1;
        return string.Create(CultureInfo.InvariantCulture, $"{before.Count((byte)'\n') + 1}:{column}");
    }

    private static string Beginning(ReadOnlySpan<byte> text)
    {
        var line = Encoding.UTF8.GetString(text[..Math.Min(text.Length, 400)]).TrimStart().Split('\n')[0].TrimEnd();
        return line.Length > Longest ? $"{line[..Longest]}…" : line;
    }

    private static string KindOf(JsonNode? node) =>
        node?.GetValueKind() switch
        {
            null or JsonValueKind.Null => "null",
            JsonValueKind.Array => "a list",
            JsonValueKind.String => "a text",
            JsonValueKind.Number => "a number",
            _ => "a single value",
        };

    // Names are decoded when they are first read.
    private static void Touch(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject map:
                foreach (var (_, value) in map)
                {
                    Touch(value);
                }

                break;
            case JsonArray list:
                foreach (var item in list)
                {
                    Touch(item);
                }

                break;
            default:
                break;
        }
    }
}
