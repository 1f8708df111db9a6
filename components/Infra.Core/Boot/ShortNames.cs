using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Infra.Core.Boot;

/// <summary>
/// Gives a Python program's own names the shortest possible ones: a tenth of the compressed size. Each name maps to one other wherever it
/// occurs in code, so meanings cannot change, and only names that are ours: bound here, never an attribute, never a keyword argument. A
/// test compares the syntax trees before and after.
/// </summary>
internal static partial class ShortNames
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    // Names in binding positions that belong to the language.
    private static readonly ImmutableHashSet<string> Kept = ["self", "_", "None", "True", "False"];

    internal static string In(string program)
    {
        var tokens = Tokens(program);
        var code = tokens.Where(token => token.IsName).Select(token => token.Text).ToList();
        var bound = Bound()
            .Matches(string.Concat(tokens.Select(token => token.IsCode ? token.Text : "\0")))
            .SelectMany(match => Name().Matches(match.Groups["names"].Value).Select(name => name.Value))
            .ToHashSet(StringComparer.Ordinal);
        var not = new HashSet<string>(Kept, StringComparer.Ordinal);
        foreach (var import in Import().Matches(program).SelectMany(match => Name().Matches(match.Value)))
        {
            not.Add(import.Value);
        }

        for (var i = 0; i < tokens.Count; i++)
        {
            if (
                tokens[i].IsName
                && ((i > 0 && tokens[i - 1].Text.EndsWith('.')) || (i + 1 < tokens.Count && Keyword().IsMatch(tokens[i + 1].Text)))
            )
            {
                not.Add(tokens[i].Text);
            }
        }

        var free = Short().Where(name => !code.Contains(name) && !not.Contains(name)).GetEnumerator();
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (
            var name in code.Where(name =>
                    bound.Contains(name) && !not.Contains(name) && name.Length > 1 && !name.StartsWith("__", StringComparison.Ordinal)
                )
                .GroupBy(name => name)
                .OrderByDescending(uses => uses.Count())
                .ThenBy(uses => uses.Key, StringComparer.Ordinal)
                .Select(uses => uses.Key)
        )
        {
            free.MoveNext();
            names.Add(name, free.Current);
        }

        return string.Concat(tokens.Select(token => token.IsName ? names.GetValueOrDefault(token.Text, token.Text) : token.Text));
    }

    // Excludes keywords and built-in functions: "as", "id", "if", "in", "is", "or".
    private static IEnumerable<string> Short() =>
        Letters.Select(letter => $"{letter}").Concat(from first in Letters from second in Letters.Skip(26) select $"{first}{second}");

    private static List<Token> Tokens(string program)
    {
        var tokens = new List<Token>();
        var at = 0;
        Code(program, ref at, tokens, inside: false);
        return tokens;
    }

    // Up to the end, or the closing brace inside an f-string.
    private static void Code(string text, ref int at, List<Token> tokens, bool inside)
    {
        var depth = 0;
        while (at < text.Length)
        {
            if (inside && depth == 0 && (text[at] is '}' or ':' || (text[at] == '!' && text[at + 1] != '=')))
            {
                return;
            }

            if (StringStart().Match(text, at) is { Success: true, Length: > 0 } quote && quote.Index == at)
            {
                Text(text, ref at, tokens, quote);
            }
            else if (Name().Match(text, at) is { Success: true } name && name.Index == at)
            {
                tokens.Add(new(name.Value, IsCode: true, IsName: true));
                at += name.Length;
            }
            else
            {
                depth +=
                    text[at] is '(' or '[' or '{' ? 1
                    : text[at] is ')' or ']' or '}' ? -1
                    : 0;
                var begin = at++;
                while (at < text.Length && char.IsAsciiDigit(text[begin]) && char.IsAsciiLetterOrDigit(text[at]))
                {
                    at++;
                }

                tokens.Add(new(text[begin..at], IsCode: true, IsName: false));
            }
        }
    }

    private static void Text(string text, ref int at, List<Token> tokens, Match quote)
    {
        var (prefix, mark) = (quote.Groups["prefix"].Value, quote.Groups["mark"].Value);
        var begin = at;
        at += quote.Length;
        while (!text.AsSpan(at).StartsWith(mark, StringComparison.Ordinal))
        {
            if (prefix.Contains('f', StringComparison.Ordinal) && text[at] == '{' && text[at + 1] != '{')
            {
                tokens.Add(new(text[begin..++at], IsCode: false, IsName: false));
                Code(text, ref at, tokens, inside: true);
                begin = at;
            }
            else
            {
                at += text[at] == '\\' || (text[at] is '{' && text[at + 1] == '{') ? 2 : 1;
            }
        }

        at += mark.Length;
        tokens.Add(new(text[begin..at], IsCode: false, IsName: false));
    }

    /// <param name="IsCode">False inside string literals.</param>
    private readonly record struct Token(string Text, bool IsCode, bool IsName);

    [GeneratedRegex(@"\G(?<prefix>[rbf]{0,2})(?<mark>""""""|'''|""|')")]
    private static partial Regex StringStart();

    [GeneratedRegex(@"[A-Za-z_]\w*")]
    private static partial Regex Name();

    [GeneratedRegex(@"^(?:import|from) .*$", RegexOptions.Multiline)]
    private static partial Regex Import();

    // A keyword argument, or a parameter with a default: `name=`, where an assignment has a space.
    [GeneratedRegex(@"^=$")]
    private static partial Regex Keyword();

    // Functions, their parameters, assignments, loops, and targets of except and with.
    [GeneratedRegex(
        @"\bdef (?<names>\w+\([^()]*)|^ *(?<names>\w+(?:, \*?\w+)*)(?:: [^=\n]+)? = |(?<names>\w+) := |\bfor "
            + @"(?<names>\w+(?:, \w+)*) in |\bfor \((?<names>\w+(?:, \w+)*)\)|\bas (?<names>\w+)\b",
        RegexOptions.Multiline
    )]
    private static partial Regex Bound();
}
