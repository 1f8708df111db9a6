using System.Collections.Immutable;
using Infra.Core.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Infra.Core.Spec.Text;

/// <summary>
/// Reads one YAML document into a <see cref="TextNode"/>. Rejects whatever can change the text's apparent meaning (anchors, aliases, merge
/// keys, tags, duplicate keys, several documents), and whatever Pulumi, which reads the same file with go-yaml v3, rejects or reads
/// differently.
/// </summary>
internal sealed class TextTreeReader
{
    // Our files nest 6 deep; the limit keeps hostile text from exhausting the stack.
    private const int DeepestNesting = 32;

    // An implicit key must fit on one line and in 1024 characters (https://yaml.org/spec/1.2.2/#822-block-mappings).
    private const int LongestKey = 1000;

    private readonly string _file;
    private readonly Func<string, string, string> _join;
    private readonly DiagnosticBag _bag;
    private readonly Parser _parser;
    private readonly KeyKinds _keys;

    private TextTreeReader(string text, string file, Func<string, string, string> join, KeyKinds keys, DiagnosticBag bag)
    {
        _keys = keys;
        _file = file;
        _join = join;
        _bag = bag;
        _parser = new Parser(new StringReader(text));
    }

    /// <summary>Returns the document's root; null if the text is not valid YAML (reported) or is empty (not reported).</summary>
    /// <param name="join">Builds a child's path from its parent's path and its key.</param>
    /// <param name="keys">The types that keys may have.</param>
    internal static TextNode? Read(
        string text,
        string file,
        DiagnosticBag bag,
        Func<string, string, string>? join = null,
        KeyKinds keys = KeyKinds.Texts
    )
    {
        // A file may start with a byte order mark, which YamlDotNet would read as part of a word.
        text = text is ['\uFEFF', ..] ? text[1..] : text;
        var reader = new TextTreeReader(text, file, join ?? JoinKeys, keys, bag);
        if (reader.ReportHidden(text))
        {
            // If the parser and its readers disagree about lines, no later position would be right.
            return null;
        }

        if (YamlMistake.OfLoneColon(new YamlLines(text)) is { } lone)
        {
            reader.ReportMalformed(lone);
            return null;
        }

        try
        {
            var root = reader.ReadDocument();
            if (YamlMistake.OfTab(new YamlLines(text)) is { } tab)
            {
                reader.ReportMalformed(tab);
                return null;
            }

            foreach (var (mark, refused) in TokenRules.Check(text))
            {
                bag.Error(refused.Code, reader.At(mark, ""), refused.Message, refused.Remedy);
            }

            return root;
        }
        catch (YamlException unreadable)
        {
            // Start is where the enclosing construct began, End where parsing failed.
            reader.ReportMalformed(YamlMistake.Find(text, unreadable.Message, unreadable.Start, unreadable.End));
        }
        catch (InvalidOperationException)
        {
            // YamlDotNet 18's scanner throws this, without a position, for some unclosed brackets and quotes.
            var at = reader._parser.Current?.End ?? Mark.Empty;
            reader.ReportMalformed(YamlMistake.Find(text, "a bracket or quote may not be closed", at, at));
        }

        return null;
    }

    private bool ReportHidden(string text)
    {
        var before = _bag.Count;
        foreach (var found in HiddenText.In(text))
        {
            var where = Lines.MarkOf(text, found.Index);
            var name = $"U+{found.CodePoint:X4}";
            switch (found.Kind)
            {
                case HiddenKind.Control:
                    _bag.Error(
                        DiagnosticCodes.MalformedText,
                        At(where, ""),
                        "The file is not valid YAML: it contains "
                            + $"{(found.CodePoint == 0 ? "a NUL character" : $"the control character {name}")}.",
                        "Delete the character."
                    );
                    break;
                case HiddenKind.LineBreak:
                    _bag.Error(
                        DiagnosticCodes.YamlFeatureRefused,
                        At(where, ""),
                        $"{name} is a line break to YAML, but is not shown as one.",
                        "Delete the character, or end the line with a line feed."
                    );
                    break;
                default:
                    _bag.Error(
                        DiagnosticCodes.YamlFeatureRefused,
                        At(where, ""),
                        $"The invisible character {name} makes this line look different from what it contains.",
                        "Delete the character; in a double-quoted value write it as an escape sequence."
                    );
                    break;
            }
        }

        return _bag.Count > before;
    }

    private void ReportMalformed(YamlMistake mistake) =>
        _bag.Error(
            DiagnosticCodes.MalformedText,
            new SourceLocation(_file, mistake.Line, mistake.Column, ""),
            mistake.Message,
            mistake.Remedy
        );

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
                "A second YAML document starts here.",
                "Keep one document in the file."
            );
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
            return Refuse(where, owner, $"The alias '*{alias.Value}' refers to a value written elsewhere.", "Write the value here.");
        }

        if (_parser.Current is not NodeEvent node)
        {
            // YamlDotNet does not report a missing key or value, as next to a lone colon.
            throw new YamlException(start, start, YamlMistake.NothingBesideColon);
        }

        if (!node.Anchor.IsEmpty)
        {
            Refuse(
                where,
                owner,
                $"The anchor '&{node.Anchor.Value}' is not allowed here.",
                "Remove it and write each value where it is used."
            );
        }

        if (!node.Tag.IsEmpty && !(node.Tag.IsNonSpecific && node is Scalar { IsPlainImplicit: false }))
        {
            Refuse(
                where,
                owner,
                $"The tag '{node.Tag.Value}' changes the meaning of a value.",
                "Remove the tag; quote the value if it is text."
            );
        }

        return node switch
        {
            Scalar => ReadScalar(where, owner),
            SequenceStart => ReadSequence(where, owner, depth),
            _ => ReadMap(where, owner, depth),
        };
    }

    private TextNode ReadScalar(SourceLocation where, SourceLocation owner)
    {
        var scalar = _parser.Consume<Scalar>();
        return HasFalseBlank(scalar, where)
            ? new TextNode.Refused(where, owner)
            : new TextNode.Scalar(where, owner, scalar.Value, scalar.Style != ScalarStyle.Plain);
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

            _parser.MoveNext();
            var key = scalar.Value;
            var keyWhere = At(keyStart, _join(where.Path, key));
            var isKey = IsKey(scalar, keyWhere);
            var value = ReadNode(keyWhere.Path, keyWhere, depth + 1);
            if (!isKey)
            {
                continue;
            }

            if (key == "<<")
            {
                Refuse(keyWhere, keyWhere, "The merge key '<<' copies values from elsewhere.", "Write the values here.");
            }
            else if (seen.TryGetValue(key, out var first))
            {
                _bag.Error(
                    DiagnosticCodes.DuplicateKey,
                    keyWhere,
                    $"The key {Shown.Quote(key)} is duplicated; it first appears in line {first.Line}.",
                    "Keep one of the two."
                );
            }
            else
            {
                seen.Add(key, keyWhere);
                entries.Add(new TextEntry(key, keyWhere, value));
            }
        }

        return new TextNode.Map(where, owner, entries.ToImmutable());
    }

    private bool IsKey(Scalar scalar, SourceLocation where)
    {
        if (HasFalseBlank(scalar, where))
        {
            return false;
        }

        if (scalar.End.Line != scalar.Start.Line || scalar.End.Index - scalar.Start.Index > LongestKey)
        {
            Refuse(where, where, $"A key here is longer than a line or than {LongestKey} characters.", "Shorten it.");
            return false;
        }

        if (scalar.Style == ScalarStyle.Plain && scalar.Value != "<<" && !_keys.Allow(ScalarKinds.OfPlain(scalar.Value)))
        {
            // go-yaml reads it as a number, a boolean or null, and Pulumi accepts only text.
            Refuse(
                where,
                where,
                $"The key {Shown.Quote(scalar.Value)} is not text, and Pulumi does not read it.",
                $"Put it in quotes: \"{scalar.Value}\"."
            );
            return false;
        }

        return true;
    }

    private bool HasFalseBlank(Scalar scalar, SourceLocation where)
    {
        var blank = scalar.Style == ScalarStyle.Plain ? scalar.Value.FirstOrDefault(HiddenText.IsFalseBlank) : '\0';
        if (blank == '\0')
        {
            return false;
        }

        Refuse(
            where,
            where,
            $"U+{(int)blank:X4} looks like a space but is not one to YAML: the text after it belongs to the same word.",
            "Replace it with a plain space, or put the text in double quotes if it is intended."
        );
        return true;
    }

    private TextNode.Refused Refuse(SourceLocation where, SourceLocation owner, string message, string remedy)
    {
        _bag.Error(DiagnosticCodes.YamlFeatureRefused, where, message, remedy);
        return new TextNode.Refused(where, owner);
    }

    private SourceLocation At(Mark mark, string path) => new(_file, (int)mark.Line, (int)mark.Column, path);
}
