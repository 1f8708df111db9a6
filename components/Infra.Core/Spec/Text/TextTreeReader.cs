using System.Collections.Immutable;
using System.Diagnostics;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Findings;
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

            foreach (var refused in TokenRules.Check(text))
            {
                reader.Report(refused);
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
                    ReportMalformed(YamlMistake.Control(where, found.CodePoint));
                    break;
                case HiddenKind.LineBreak:
                    _bag.Add(YamlFeatureRefused.LineBreak(name).At(At(where, "")));
                    break;
                default:
                    _bag.Add(YamlFeatureRefused.Invisible(name).At(At(where, "")));
                    break;
            }
        }

        return _bag.Count > before;
    }

    private void Report(TokenRules.Refused refused)
    {
        switch (refused)
        {
            case TokenRules.Refused.Malformed malformed:
                ReportMalformed(malformed.Mistake);
                break;
            case TokenRules.Refused.Feature feature:
                _bag.Add(feature.What.At(At(feature.Where, "")));
                break;
            default:
                throw new UnreachableException();
        }
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
            _bag.Add(YamlFeatureRefused.SecondDocument.At(At(_parser.Current!.Start, "")));
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
            return Refuse(where, owner, YamlFeatureRefused.Alias(alias.Value.Value));
        }

        if (_parser.Current is not NodeEvent node)
        {
            // YamlDotNet does not report a missing key or value, as next to a lone colon.
            throw new YamlException(start, start, YamlMistake.NothingBesideColon);
        }

        if (!node.Anchor.IsEmpty)
        {
            Refuse(where, owner, YamlFeatureRefused.Anchor(node.Anchor.Value));
        }

        if (!node.Tag.IsEmpty && !(node.Tag.IsNonSpecific && node is Scalar { IsPlainImplicit: false }))
        {
            Refuse(where, owner, YamlFeatureRefused.Tag(node.Tag.Value));
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
                Refuse(place, place, YamlFeatureRefused.ComplexKey);
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
                Refuse(keyWhere, keyWhere, YamlFeatureRefused.MergeKey);
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
            Refuse(where, where, YamlFeatureRefused.LongKey(LongestKey));
            return false;
        }

        if (scalar.Style == ScalarStyle.Plain && scalar.Value != "<<" && !_keys.Allow(ScalarKinds.OfPlain(scalar.Value)))
        {
            Refuse(where, where, YamlFeatureRefused.KeyNotText(scalar.Value));
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

        Refuse(where, where, YamlFeatureRefused.FalseBlank($"U+{(int)blank:X4}"));
        return true;
    }

    private TextNode.Refused Refuse(SourceLocation where, SourceLocation owner, YamlFeatureRefused feature)
    {
        _bag.Add(feature.At(where));
        return new TextNode.Refused(where, owner);
    }

    private SourceLocation At(Mark mark, string path) => new(_file, (int)mark.Line, (int)mark.Column, path);
}
