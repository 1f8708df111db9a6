using System.Collections.Immutable;
using Infra.Core.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Infra.Core.Spec.Text;

/// <summary>
/// Reads one YAML document into a <see cref="TextNode"/>. What can make text mean something else than it seems to
/// (anchors, aliases, merge keys, tags, duplicate keys, several documents) is refused.
/// </summary>
internal sealed class TextTreeReader
{
    // Our files nest 6 deep; the bound keeps hostile text from exhausting the stack.
    private const int DeepestNesting = 32;

    private readonly string _file;
    private readonly Func<string, string, string> _join;
    private readonly DiagnosticBag _bag;
    private readonly Parser _parser;

    private TextTreeReader(string text, string file, Func<string, string, string> join, DiagnosticBag bag)
    {
        _file = file;
        _join = join;
        _bag = bag;
        _parser = new Parser(new StringReader(text));
    }

    /// <summary>The document's root, or null when the text cannot be read as YAML or is empty (null then has no finding).</summary>
    /// <param name="join">Path of a child from its parent's path and its key.</param>
    internal static TextNode? Read(string text, string file, DiagnosticBag bag, Func<string, string, string>? join = null)
    {
        // The first character of a file may say how it is encoded; YamlDotNet would take it for a word.
        text = text is ['\uFEFF', ..] ? text[1..] : text;
        var reader = new TextTreeReader(text, file, join ?? JoinKeys, bag);
        if (reader.ReportHidden(text))
        {
            // Where the parser and its readers disagree about lines, no place of a later finding would be right.
            return null;
        }

        try
        {
            return reader.ReadDocument();
        }
        catch (YamlException unreadable)
        {
            // Start is where the enclosing construct began, End where it went wrong.
            var tab = unreadable.Message.Contains("tab as indentation", StringComparison.Ordinal) ? IndentingTab(text) : -1;
            reader.ReportMalformed(tab < 0 ? unreadable.End : MarkOf(text, tab), unreadable.Message.TrimEnd('.'));
            return null;
        }
        catch (InvalidOperationException)
        {
            // YamlDotNet 18's scanner answers some unclosed brackets and quotes with this, without a place.
            reader.ReportMalformed(reader._parser.Current?.End ?? Mark.Empty, "what follows cannot be read; a bracket or quote may not be closed");
            return null;
        }
    }

    // About a tab in a mapping's indentation YamlDotNet names the mapping's place, not the tab's.
    private static int IndentingTab(string text)
    {
        for (var start = 0; start < text.Length; start = text.IndexOf('\n', start) is >= 0 and var end ? end + 1 : text.Length)
        {
            var at = start;
            while (at < text.Length && text[at] == ' ')
            {
                at++;
            }

            if (at < text.Length && text[at] == '\t')
            {
                return at;
            }
        }

        return -1;
    }

    private static Mark MarkOf(string text, int index) => new(
        index, text.AsSpan(0, index).Count('\n') + 1, index - (index == 0 ? -1 : text.LastIndexOf('\n', index - 1)));

    private bool ReportHidden(string text)
    {
        var before = _bag.Count;
        foreach (var found in HiddenText.In(text))
        {
            var where = MarkOf(text, found.Index);
            var name = $"U+{found.CodePoint:X4}";
            switch (found.Kind)
            {
                case HiddenKind.Control:
                    ReportMalformed(where, found.CodePoint == 0 ? "it holds a NUL character" : $"it holds the control character {name}");
                    break;
                case HiddenKind.LineBreak:
                    _bag.Error(
                        DiagnosticCodes.YamlFeatureRefused, At(where, ""),
                        $"{name} breaks the line here for YAML, and not on the screens of those who read it.",
                        "Delete the character, or end the line with a line feed.");
                    break;
                default:
                    _bag.Error(
                        DiagnosticCodes.YamlFeatureRefused, At(where, ""),
                        $"The invisible character {name} makes this line look like something it does not say.",
                        "Delete the character; in a value in double quotes it can be written as an escape.");
                    break;
            }
        }

        return _bag.Count > before;
    }

    private void ReportMalformed(Mark where, string reason) => _bag.Error(
        DiagnosticCodes.MalformedText,
        At(where, ""),
        $"The text is not valid YAML: {reason}.",
        "Correct the syntax at this place; indent with spaces.");

    /// <summary>The usual path form: <c>parent.key</c>.</summary>
    internal static string JoinKeys(string parent, string key) => parent.Length == 0 ? key : $"{parent}.{key}";

    private TextNode? ReadDocument()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out _))
        {
            return null;
        }

        _parser.Consume<DocumentStart>();
        var root = ReadNode("", null, 0);
        _parser.Consume<DocumentEnd>();
        if (!_parser.Accept<StreamEnd>(out _))
        {
            _bag.Error(
                DiagnosticCodes.YamlFeatureRefused,
                At(_parser.Current!.Start, ""),
                "A second YAML document begins here.",
                "Keep one document in the file.");
        }

        return root;
    }

    private TextNode ReadNode(string path, SourceLocation? owner, int depth)
    {
        var start = _parser.Current!.Start;
        var where = At(start, path);
        owner ??= where;
        if (depth > DeepestNesting)
        {
            throw new YamlException(start, start, $"nested deeper than {DeepestNesting} levels");
        }

        if (_parser.TryConsume<AnchorAlias>(out var alias))
        {
            return Refuse(where, owner, $"The alias '*{alias.Value}' stands for text written elsewhere.", "Write the value out here.");
        }

        if (_parser.Current is not NodeEvent node)
        {
            // YamlDotNet says nothing of a key or a value that is not there, as before or after a colon that stands alone.
            throw new YamlException(start, start, "a key or a value is missing beside a colon");
        }

        if (!node.Anchor.IsEmpty)
        {
            Refuse(where, owner, $"The anchor '&{node.Anchor.Value}' is not needed here.", "Remove it, and write values out where they are used.");
        }

        if (!node.Tag.IsEmpty && !(node.Tag.IsNonSpecific && node is Scalar { IsPlainImplicit: false }))
        {
            Refuse(where, owner, $"The tag '{node.Tag.Value}' changes what a value means.", "Remove the tag; quote the value if it must be text.");
        }

        return node switch
        {
            Scalar => ReadScalar(where, owner),
            SequenceStart => ReadSequence(where, owner, depth),
            _ => ReadMap(where, owner, depth),
        };
    }

    private TextNode.Scalar ReadScalar(SourceLocation where, SourceLocation owner)
    {
        var scalar = _parser.Consume<Scalar>();
        return new TextNode.Scalar(where, owner, scalar.Value, scalar.Style != ScalarStyle.Plain);
    }

    private TextNode.Sequence ReadSequence(SourceLocation where, SourceLocation owner, int depth)
    {
        _parser.Consume<SequenceStart>();
        var items = ImmutableArray.CreateBuilder<TextNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(ReadNode($"{where.Path}[{items.Count}]", null, depth + 1));
        }

        return new TextNode.Sequence(where, owner, items.ToImmutable());
    }

    private TextNode.Map ReadMap(SourceLocation where, SourceLocation owner, int depth)
    {
        _parser.Consume<MappingStart>();
        var entries = ImmutableArray.CreateBuilder<TextEntry>();
        var seen = new Dictionary<string, SourceLocation>(StringComparer.Ordinal);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var keyStart = _parser.Current!.Start;
            if (!_parser.Accept<Scalar>(out var scalar) || !scalar.Anchor.IsEmpty || !scalar.Tag.IsEmpty)
            {
                var place = At(keyStart, where.Path);
                Refuse(place, place, "A key here is not plain text.", "Write keys as plain words, without anchors, aliases or tags.");
                ReadNode(where.Path, place, depth + 1);
                ReadNode(where.Path, place, depth + 1);
                continue;
            }

            var key = _parser.Consume<Scalar>().Value;
            var keyWhere = At(keyStart, _join(where.Path, key));
            var value = ReadNode(keyWhere.Path, keyWhere, depth + 1);
            if (key == "<<")
            {
                Refuse(keyWhere, keyWhere, "The merge key '<<' copies values from elsewhere.", "Write the values out here.");
            }
            else if (seen.TryGetValue(key, out var first))
            {
                _bag.Error(
                    DiagnosticCodes.DuplicateKey,
                    keyWhere,
                    $"The key {Shown.Quote(key)} is here a second time; the first is in line {first.Line}.",
                    "Keep one of the two.");
            }
            else
            {
                seen.Add(key, keyWhere);
                entries.Add(new TextEntry(key, keyWhere, value));
            }
        }

        return new TextNode.Map(where, owner, entries.ToImmutable());
    }

    private TextNode.Refused Refuse(SourceLocation where, SourceLocation owner, string message, string remedy)
    {
        _bag.Error(DiagnosticCodes.YamlFeatureRefused, where, message, remedy);
        return new TextNode.Refused(where, owner);
    }

    private SourceLocation At(Mark mark, string path) => new(_file, (int)mark.Line, (int)mark.Column, path);
}
