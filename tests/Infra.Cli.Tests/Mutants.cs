using System.Text;

namespace Infra.Cli.Tests;

/// <summary>Files as damaged by slips, bad merges, broken disks and other editors: the same ones for the same seed.</summary>
internal sealed class Mutants(int seed)
{
    private static readonly string[] Shrapnel =
    [
        "[",
        "]",
        "{",
        "}",
        ",",
        ":",
        ": ",
        "- ",
        "\t",
        " ",
        "  ",
        "\n",
        "\"",
        "'",
        "&a ",
        "*a ",
        "!x ",
        "| ",
        "|",
        "> ",
        "%",
        "@",
        "`",
        "#",
        " # ",
        "? ",
        "<<: ",
        "0",
        "-1",
        "1.5",
        "0x1",
        "1_0",
        "1e3",
        "017",
        "0o7",
        "99999999999999999999",
        "~",
        "null",
        "true",
        "yes",
        "2024-01-01",
        ".inf",
        "\\",
        "---\n",
        "...\n",
        "%YAML 1.2\n",
        "\r\n",
        "\r",
        "\0",
        "\u00e9",
        "\u00a0",
        "\u200b",
        "\u202e",
        "\u2028",
        "\u0085",
        "\ufeff",
        "\ufe0f",
        "\ud800",
        "\U0001f600",
        "{}",
        "[]",
        "[[",
        "{a: b}",
        "\"x\":1",
        "a: b: c",
        "0.0.0.0/0",
        "::/0",
        "10.0.0.0/8",
        "10.42.0.0",
        "1.2.3.4/33",
        "fd00::/8",
        "aws",
        "azure",
        "gcp",
        "local",
        "eu-west-1",
        "business-8",
        "grafana",
        "standard",
        "ece",
    ];

    private readonly Random _random = new(seed);

    /// <summary>A copy of a text with one to three errors.</summary>
    /// <param name="other">Another text, for merges.</param>
    internal byte[] Of(string text, string other)
    {
        for (var times = 1 + _random.Next(3); times > 0; times--)
        {
            text = Next(text, other);
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        if (_random.Next(12) == 0 && bytes.Length > 0)
        {
            // As from a faulty disk, or an editor with another encoding.
            bytes[_random.Next(bytes.Length)] = (byte)_random.Next(256);
        }

        return bytes;
    }

    private string Next(string text, string other)
    {
        var lines = text.Split('\n').ToList();
        var (at, to) = (_random.Next(lines.Count), _random.Next(lines.Count));
        var place = _random.Next(text.Length + 1);
        switch (_random.Next(14))
        {
            case 0:
                lines.RemoveAt(at);
                break;
            case 1:
                lines.Insert(to, lines[at]);
                break;
            case 2:
                (lines[at], lines[to]) = (lines[to], lines[at]);
                break;
            case 3:
                lines[at] = new string(' ', 1 + _random.Next(4)) + lines[at];
                break;
            case 4:
                lines[at] = lines[at].StartsWith(' ') ? lines[at][1..] : "\t" + lines[at];
                break;
            case 5:
                lines[at] = Revalued(lines[at]);
                break;
            case 6:
                return text.Insert(place, Some());
            case 7:
                return text.Remove(
                    Math.Min(place, Math.Max(0, text.Length - 1)),
                    Math.Min(_random.Next(1, 4), text.Length - Math.Min(place, Math.Max(0, text.Length - 1)))
                );
            case 8:
                return text[..place];
            case 9:
                lines.InsertRange(at, ["<<<<<<< HEAD", lines[at], "=======", lines[to], ">>>>>>> other"]);
                break;
            case 10:
                // A line-by-line merge.
                var others = other.Split('\n');
                return string.Join('\n', [.. lines[..at], .. others[Math.Min(at, others.Length)..]]);
            case 11:
                return text.Replace("\n", _random.Next(2) == 0 ? "\r\n" : "\r", StringComparison.Ordinal);
            case 12:
                return new StringBuilder(text)
                    .Replace(":", _random.Next(2) == 0 ? " :" : ":", place, Math.Min(200, text.Length - place))
                    .Append(Some())
                    .ToString();
            default:
                lines[at] = string.Join(' ', lines[at].Split(' ').Reverse());
                break;
        }

        return string.Join('\n', lines);
    }

    private string Revalued(string line)
    {
        var colon = line.IndexOf(": ", StringComparison.Ordinal);
        return colon < 0 ? line + Some() : line[..(colon + 2)] + Some();
    }

    private string Some() => Shrapnel[_random.Next(Shrapnel.Length)];
}
