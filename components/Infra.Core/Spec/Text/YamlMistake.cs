using System.Text.RegularExpressions;
using YamlDotNet.Core;

namespace Infra.Core.Spec.Text;

/// <summary>
/// Explains text that is not valid YAML in the author's terms, at the line of the mistake: a parser notices a missing colon one line later,
/// and an open quote only at the end of the file.
/// </summary>
internal sealed partial record YamlMistake(int Line, int Column, string Message, string Remedy)
{
    /// <summary>A reason that parsers do not report.</summary>
    internal const string NothingBesideColon = "a key or a value is missing next to a colon";

    /// <param name="reason">The parser's reason.</param>
    /// <param name="start">Where the construct being parsed began.</param>
    /// <param name="end">Where the parser failed.</param>
    internal static YamlMistake Find(string text, string reason, Mark start, Mark end)
    {
        var lines = new YamlLines(text);
        var line = Math.Max(1, (int)end.Line);
        return (
            reason == NothingBesideColon
                ? null
                : OfTab(lines) ?? OfQuotes(lines, line) ?? OfBrackets(lines, line) ?? OfLines(lines, line) ?? OfTokens(text, line)
        ) ?? OfReason(text, reason, end);
    }

    internal static YamlMistake Control(Mark where, int codePoint) =>
        new(
            (int)where.Line,
            (int)where.Column,
            $"The file is not valid YAML: it contains {(codePoint == 0 ? "a NUL character" : $"the control character U+{codePoint:X4}")}.",
            "Delete the character."
        );

    internal static YamlMistake NoComma(Mark where) =>
        new((int)where.Line, (int)where.Column, "A comma is missing before this.", "Separate entries in brackets with commas.");

    internal static YamlMistake NoEntry(Mark where) =>
        new((int)where.Line, (int)where.Column, "This comma does not separate anything.", "Delete the comma, or add the missing entry.");

    /// <summary>The first tab that indents a line: YamlDotNet accepts some, Pulumi none.</summary>
    internal static YamlMistake? OfTab(YamlLines lines) =>
        lines
            .Tabs.Select(tab => new YamlMistake(
                tab.Line,
                tab.Column,
                "The indentation contains a tab; YAML allows only spaces.",
                "Replace the tab with spaces, as many as the neighbouring lines have."
            ))
            .FirstOrDefault();

    /// <summary>The first line that begins with a colon: an empty key in YAML, after which a parser's positions are unreliable.</summary>
    internal static YamlMistake? OfLoneColon(YamlLines lines)
    {
        // The text of a literal block ('key: |') may begin with anything.
        int? literal = null;
        foreach (var line in lines.Block)
        {
            if (line.Indent > literal)
            {
                continue;
            }

            literal = Literal().IsMatch(line.Body) ? line.Indent : null;
            // An explicit key ('?') has its colon on a line of its own, and is rejected as such.
            if (line.Body == "?" || line.Body.StartsWith("? ", StringComparison.Ordinal))
            {
                return null;
            }

            if (line.Body == ":" || line.Body.StartsWith(": ", StringComparison.Ordinal))
            {
                return new YamlMistake(
                    line.Number,
                    line.Indent + 1,
                    "The key is missing before this colon.",
                    "Write the key directly before it, or delete the line."
                );
            }
        }

        return null;
    }

    private static YamlMistake? OfQuotes(YamlLines lines, int until) =>
        lines
            .LongQuotes.Where(quote => quote.Quote.Line <= until)
            .Select(quote => new YamlMistake(
                quote.Quote.Line,
                quote.Quote.Column,
                $"The quote {quote.Quote.Character} that opens here is not "
                    + $"closed{(quote.Closed > 0 ? $" before line {quote.Closed}" : "")}.",
                $"Close it on the same line with another {quote.Quote.Character}, or delete it."
            ))
            .FirstOrDefault();

    private static YamlMistake? OfBrackets(YamlLines lines, int until)
    {
        if (lines.Strays.FirstOrDefault(stray => stray.Line <= until) is { Line: > 0 } stray)
        {
            return stray.Bracket is { } open
                ? new YamlMistake(
                    open.Line,
                    open.Column,
                    $"The '{open.Character}' that opens here is closed by a '{stray.Closing}'{In(stray.Line, open.Line)}.",
                    $"Close it with a '{Closing(open)}'."
                )
                : new YamlMistake(
                    stray.Line,
                    stray.Column,
                    $"This '{stray.Closing}' does not close any bracket.",
                    "Delete it, or write the opening one."
                );
        }

        return lines.OpenBracket is { } still && still.Line <= until
            ? new YamlMistake(
                still.Line,
                still.Column,
                $"The '{still.Character}' that opens here is not closed.",
                $"Close it with a '{Closing(still)}'."
            )
            : null;
    }

    /// <summary>Where a comma is missing or superfluous: the scanner gets further than the parser.</summary>
    private static YamlMistake? OfTokens(string text, int until)
    {
        using var found = TokenRules.Check(text).GetEnumerator();
        try
        {
            return found.MoveNext() && found.Current is TokenRules.Refused.Malformed { Mistake: var mistake } && mistake.Line <= until
                ? mistake
                : null;
        }
        catch (Exception e) when (e is YamlException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string In(int line, int other) => line == other ? "" : $" in line {line}";

    private static char Closing(YamlLines.Opened bracket) => bracket.Character == '[' ? ']' : '}';

    private static YamlMistake? OfLines(YamlLines lines, int until)
    {
        var block = lines.Block.Where(line => !line.IsMarker).ToList();
        return OfIndentation([.. block.Where(line => line.Number <= until)], block) ?? OfColons(block, until);
    }

    private static YamlMistake? OfColons(List<YamlLines.Line> block, int until)
    {
        var at = block.FindLastIndex(line => line.Number <= until);
        foreach (var line in new[] { at - 1, at }.Where(index => index >= 0).Select(index => block[index]))
        {
            if (line is { Colons: [], IsEntry: false } && Written(line.Body) is { } right)
            {
                return new YamlMistake(line.Number, line.Indent + 1, right.Message, $"Write '{right.Text}'.");
            }

            if (line is { Colons.Length: > 1 })
            {
                return new YamlMistake(
                    line.Number,
                    line.Colons[1],
                    "This line contains a second colon.",
                    "Write one key and its value on each line; quote the value if the colon is part of it."
                );
            }
        }

        return null;
    }

    private static (string Message, string Text)? Written(string body)
    {
        // Pulumi's keys contain a colon.
        if (body.StartsWith("infra:", StringComparison.Ordinal) && !body.Contains(' ', StringComparison.Ordinal))
        {
            return ("A colon is missing after the key.", $"{body}:");
        }

        var colon = body.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && colon < body.Length - 1)
        {
            return (
                "A space is missing after the colon; without it the colon is part of the word.",
                $"{body[..colon]}: {body[(colon + 1)..]}"
            );
        }

        var blank = body.IndexOf(' ', StringComparison.Ordinal);
        return body[0] is '[' or '{' or '"' or '\'' ? null
            : blank > 0 ? ("A colon is missing after the key.", $"{body[..blank]}: {body[blank..].TrimStart()}")
            : ("A colon is missing after the key.", $"{body}:");
    }

    private static YamlMistake? OfIndentation(List<YamlLines.Line> block, List<YamlLines.Line> all)
    {
        var levels = new Stack<YamlLines.Line>();
        for (var i = 0; i < block.Count; i++)
        {
            var line = block[i];
            var before = i == 0 ? null : block[i - 1];
            var deeper = before is not null && line.Indent > before.Indent;
            if (deeper && !before!.OpensBelow && before.Colons.Length > 0)
            {
                // Of two lines that should have the same indentation, the one that matches no other is wrong.
                var next = all.SkipWhile(other => other.Number <= line.Number).FirstOrDefault();
                return ReferenceEquals(levels.Peek(), before) && next?.Indent == line.Indent
                    ? Shifted(before, line)
                    : Shifted(line, Nearest(levels, line.Indent));
            }

            var alone = levels.Count > 0 && ReferenceEquals(levels.Peek(), before);
            while (levels.Count > 0 && levels.Peek().Indent > line.Indent)
            {
                levels.Pop();
            }

            if (levels.Count > 0 && !deeper && levels.Peek().Indent != line.Indent)
            {
                var next = all.SkipWhile(other => other.Number <= line.Number).FirstOrDefault();
                return alone && next?.Indent == line.Indent
                    ? Shifted(before!, line)
                    : Shifted(line, Nearest(block.Take(i).Where(other => other.Number < line.Number), line.Indent));
            }

            if (levels.Count == 0 || levels.Peek().Indent < line.Indent)
            {
                levels.Push(line);
            }
        }

        return null;
    }

    /// <summary>The last line of the nearest level; of two, the deeper.</summary>
    private static YamlLines.Line Nearest(IEnumerable<YamlLines.Line> lines, int indent) =>
        lines
            .OrderBy(line => Math.Abs(line.Indent - indent))
            .ThenByDescending(line => line.Indent)
            .ThenByDescending(line => line.Number)
            .First();

    private static YamlMistake Shifted(YamlLines.Line line, YamlLines.Line like) =>
        new(
            line.Number,
            line.Indent + 1,
            $"This line is indented by {Blanks(line.Indent)}; line {like.Number}, which it seems to belong with, by {like.Indent}.",
            $"Indent it by {Blanks(like.Indent)}, like line {like.Number}; or by two more than the key that it belongs to."
        );

    private static string Blanks(int count) => count == 1 ? "1 space" : $"{count} spaces";

    private static YamlMistake OfReason(string text, string reason, Mark end)
    {
        var (line, column) = (Math.Max(1, (int)end.Line), Math.Max(1, (int)end.Column));
        if (reason == NothingBesideColon)
        {
            return new YamlMistake(
                line,
                column,
                "A key or a value is missing next to a colon.",
                "Write a key before the colon and its value after it, or delete the line."
            );
        }

        if (
            reason.Contains("cannot start any token", StringComparison.OrdinalIgnoreCase)
            && Lines.IndexOf(text, line, column) is var index
            && index < text.Length
        )
        {
            // Whether the scanner has already consumed the character.
            var back = index > 0 && text[index - 1] is '@' or '`' or '%' ? 1 : 0;
            return new YamlMistake(
                line,
                column - back,
                $"A value cannot begin with '{Diagnostics.Shown.OneLine($"{text[index - back]}")}'.",
                "Put the value in quotes."
            );
        }

        return reason.Contains("sequence entries are not allowed", StringComparison.OrdinalIgnoreCase)
            ? new YamlMistake(
                line,
                column,
                "A list entry ('- ') is not allowed here.",
                "Put each entry on its own line below the key, or write the list in brackets: [first, second]."
            )
            : new YamlMistake(
                line,
                column,
                $"The file is not valid YAML: {char.ToLowerInvariant(reason[0])}{reason[1..].TrimEnd('.')}.",
                "Compare this line and the one above with the example in docs/stack-file.md: 'key: value', indented "
                    + "with spaces, special characters in quotes."
            );
    }

    [GeneratedRegex(@"(?:^|[:\-] )[|>][+-]?[0-9]?[+-]?$")]
    private static partial Regex Literal();
}
