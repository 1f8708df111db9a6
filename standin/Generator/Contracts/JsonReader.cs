using System.Globalization;
using System.Text;

namespace Infra.Sdk.Generation.Contracts;

/// <summary>
/// Parses JSON into <see cref="JsonNode"/>. A source generator cannot use a JSON library without shipping a copy next to the compiler;
/// contracts are written by our own extractor, so this small strict parser suffices.
/// </summary>
internal sealed class JsonReader
{
    private readonly string _text;
    private int _at;

    private JsonReader(string text) => _text = text;

    public static JsonNode Read(string text)
    {
        var reader = new JsonReader(text);
        var value = new JsonNode("$", reader.Value());
        reader.SkipSpace();
        return reader._at == text.Length ? value : throw reader.Unexpected();
    }

    private object? Value()
    {
        SkipSpace();
        return Peek() switch
        {
            '{' => Object(),
            '[' => Array(),
            '"' => String(),
            't' => Word("true", true),
            'f' => Word("false", false),
            'n' => Word("null", null),
            _ => Number(),
        };
    }

    private Dictionary<string, object?> Object()
    {
        var found = new Dictionary<string, object?>(StringComparer.Ordinal);
        Sequence('{', '}', () =>
        {
            SkipSpace();
            var key = String();
            Expect(':');
            found[key] = Value();
        });
        return found;
    }

    private List<object?> Array()
    {
        var found = new List<object?>();
        Sequence('[', ']', () => found.Add(Value()));
        return found;
    }

    private void Sequence(char open, char close, Action item)
    {
        Expect(open);
        SkipSpace();
        if (Peek() != close)
        {
            item();
            for (SkipSpace(); Peek() == ','; SkipSpace())
            {
                _at++;
                item();
            }
        }
        Expect(close);
    }

    private string String()
    {
        Expect('"');
        var text = new StringBuilder();
        for (; Peek() != '"'; _at++)
        {
            if (_at >= _text.Length)
                throw Unexpected();
            text.Append(Peek() == '\\' ? Escape() : Peek());
        }
        _at++;
        return text.ToString();
    }

    private char Escape()
    {
        _at++;
        switch (Peek())
        {
            case 'n':
                return '\n';
            case 't':
                return '\t';
            case 'r':
                return '\r';
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case '"' or '\\' or '/':
                return Peek();
            case 'u' when _at + 4 < _text.Length && Unit(_text.Substring(_at + 1, 4)) is { } unit:
                _at += 4;
                return (char)unit;
            default:
                throw Unexpected();
        }
    }

    private static int? Unit(string hex) =>
        int.TryParse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var unit) ? unit : null;

    private double Number()
    {
        var start = _at;
        while (_at < _text.Length && "+-.eE0123456789".IndexOf(_text[_at]) >= 0)
            _at++;
        var text = _text.Substring(start, _at - start);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : throw Unexpected();
    }

    private object? Word(string word, object? value)
    {
        if (string.CompareOrdinal(_text, _at, word, 0, word.Length) != 0)
            throw Unexpected();
        _at += word.Length;
        return value;
    }

    private void Expect(char wanted)
    {
        SkipSpace();
        if (Peek() != wanted)
            throw Unexpected();
        _at++;
    }

    private char Peek() => _at < _text.Length ? _text[_at] : '\0';

    private void SkipSpace()
    {
        while (_at < _text.Length && " \t\r\n".IndexOf(_text[_at]) >= 0)
            _at++;
    }

    private ContractException Unexpected() => new(_at < _text.Length ? $"unexpected '{_text[_at]}' at character {_at}" : "ends too early");
}
