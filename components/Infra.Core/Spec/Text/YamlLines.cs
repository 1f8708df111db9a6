namespace Infra.Core.Spec.Text;

/// <summary>
/// Text that is not valid YAML, analyzed as far as possible: its lines, quotes and brackets. Used only to explain what may be wrong.
/// </summary>
internal sealed class YamlLines
{
    private readonly List<Line> _block = [];
    private readonly List<(Opened Quote, int Closed)> _long = [];
    private readonly List<(Opened? Bracket, int Line, int Column, char Closing)> _strays = [];
    private readonly Stack<Opened> _brackets = [];
    private readonly List<(int Line, int Column)> _tabs = [];
    private Opened? _quote;

    internal YamlLines(string text)
    {
        var lines = text.Split('\n');
        var blockScalar = -1;
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].TrimEnd('\r');
            var indent = line.TakeWhile(c => c == ' ').Count();
            if (blockScalar >= 0 && (line.Trim().Length == 0 || indent > blockScalar))
            {
                continue;
            }

            blockScalar = -1;
            var inside = _quote is not null || _brackets.Count > 0;
            if (_quote is null && indent < line.Length && line[indent] == '\t')
            {
                _tabs.Add((i + 1, indent + 1));
            }

            var (body, colons) = Scan(line, i + 1, indent);
            if (!inside && body.Length > 0)
            {
                _block.Add(new Line(i + 1, indent, body, colons));
                blockScalar = OpensBlockScalar(body) ? indent : -1;
            }
        }
    }

    /// <summary>The lines that begin outside quotes and brackets, and contain more than a comment.</summary>
    internal IReadOnlyList<Line> Block => _block;

    /// <summary>Quotes that span lines, with the line in which they close; 0 if never closed.</summary>
    internal IEnumerable<(Opened Quote, int Closed)> LongQuotes => _quote is { } open ? _long.Append((open, 0)) : _long;

    /// <summary>Tabs that indent a line, or are all it contains.</summary>
    internal IReadOnlyList<(int Line, int Column)> Tabs => _tabs;

    /// <summary>Unmatched closing brackets, with the bracket that they would have to match.</summary>
    internal IReadOnlyList<(Opened? Bracket, int Line, int Column, char Closing)> Strays => _strays;

    /// <summary>The outermost bracket still open at the end.</summary>
    internal Opened? OpenBracket => _brackets.LastOrDefault();

    private static bool OpensBlockScalar(string body)
    {
        var end = body.TrimEnd('+', '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        return end.EndsWith(": |", StringComparison.Ordinal)
            || end.EndsWith(": >", StringComparison.Ordinal)
            || end.EndsWith("- |", StringComparison.Ordinal)
            || end.EndsWith("- >", StringComparison.Ordinal);
    }

    /// <summary>
    /// The line without surrounding whitespace and comment; columns of the colons that separate keys from values outside brackets.
    /// </summary>
    private (string Body, int[] Colons) Scan(string line, int number, int indent)
    {
        var colons = new List<int>();
        var begins = true;
        var closed = false;
        var end = line.Length;
        for (var i = indent; i < line.Length; i++)
        {
            var c = line[i];
            if (_quote is { } quote)
            {
                begins = false;
                if (quote.Character == '"' && c == '\\')
                {
                    i++;
                }
                else if (c == quote.Character && quote.Character == '\'' && i + 1 < line.Length && line[i + 1] == '\'')
                {
                    i++;
                }
                else if (c == quote.Character)
                {
                    if (quote.Line != number)
                    {
                        _long.Add((quote, number));
                    }

                    _quote = null;
                }

                continue;
            }

            if (c is ' ' or '\t')
            {
                continue;
            }

            var afterBlank = i == indent || line[i - 1] is ' ' or '\t';
            var beforeBlank = i + 1 == line.Length || line[i + 1] is ' ' or '\t';
            if (c == '#' && afterBlank)
            {
                end = i;
                break;
            }

            switch (c)
            {
                case '"' or '\'' when begins:
                    _quote = new Opened(c, number, i + 1, indent);
                    begins = false;
                    break;
                case '[' or '{' when begins || _brackets.Count > 0:
                    _brackets.Push(new Opened(c, number, i + 1, indent));
                    begins = true;
                    break;
                case ']' or '}' when begins || closed || _brackets.Count > 0:
                    Close(c, number, i + 1);
                    begins = false;
                    closed = true;
                    break;
                case ',' when _brackets.Count > 0:
                    begins = true;
                    break;
                case ':' when beforeBlank || _brackets.Count > 0:
                    if (_brackets.Count == 0)
                    {
                        colons.Add(i + 1);
                    }

                    begins = true;
                    break;
                case '-' or '?' when begins && beforeBlank && _brackets.Count == 0:
                    break;
                default:
                    begins = false;
                    break;
            }
        }

        return (line[Math.Min(indent, end)..end].Trim(), [.. colons]);
    }

    private void Close(char closing, int line, int column)
    {
        var open = _brackets.TryPeek(out var top) ? top : null;
        if (open is null || open.Character != (closing == ']' ? '[' : '{'))
        {
            _strays.Add((open, line, column, closing));
        }

        if (open is not null)
        {
            _brackets.Pop();
        }
    }

    /// <summary>A line outside quotes and brackets.</summary>
    /// <param name="Number">From 1.</param>
    /// <param name="Colons">Columns, from 1.</param>
    internal sealed record Line(int Number, int Indent, string Body, int[] Colons)
    {
        internal bool IsEntry => Body == "-" || Body.StartsWith("- ", StringComparison.Ordinal);

        internal bool IsMarker => Body is "---" or "...";

        /// <summary>Whether indented keys may follow.</summary>
        internal bool OpensBelow => IsEntry || Body.EndsWith(':');
    }

    /// <summary>An opening quote or bracket.</summary>
    /// <param name="Indent">Indentation of its line.</param>
    internal sealed record Opened(char Character, int Line, int Column, int Indent);
}
