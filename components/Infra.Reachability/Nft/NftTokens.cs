namespace Infra.Reachability.Nft;

/// <summary>Tokens of an nft text. The end of a line counts as <c>;</c>, except inside a set's braces.</summary>
internal sealed class NftTokens
{
    private readonly Queue<string> _tokens = new();

    internal NftTokens(string text)
    {
        var at = 0;
        while (at < text.Length)
        {
            var character = text[at];
            if (character == '\n')
            {
                _tokens.Enqueue(";");
                at++;
            }
            else if (char.IsWhiteSpace(character))
            {
                at++;
            }
            else if (character is '{' or '}' or ';' or ',')
            {
                _tokens.Enqueue(character.ToString());
                at++;
            }
            else if (character == '"')
            {
                var end = text.IndexOf('"', at + 1);
                if (end < 0 || text[at..end].Contains('\n', StringComparison.Ordinal))
                {
                    throw new UnknownRuleException("a quote does not end");
                }

                _tokens.Enqueue(text[at..(end + 1)]);
                at = end + 1;
            }
            else
            {
                var end = at;
                while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] is not ('{' or '}' or ';' or ',' or '"'))
                {
                    end++;
                }

                _tokens.Enqueue(text[at..end]);
                at = end;
            }
        }
    }

    internal bool AtEnd => _tokens.Count == 0;

    internal string Peek => _tokens.TryPeek(out var token) ? token : throw new UnknownRuleException("the text ends too early");

    internal string Next() => _tokens.TryDequeue(out var token) ? token : throw new UnknownRuleException("the text ends too early");

    internal void Expect(params string[] words)
    {
        foreach (var word in words)
        {
            if (Next() is var found && found != word)
            {
                throw new UnknownRuleException($"'{found}' where '{word}' belongs");
            }
        }
    }

    internal void SkipEnds()
    {
        while (!AtEnd && Peek == ";")
        {
            Next();
        }
    }

    /// <summary>A quoted word without its quotes.</summary>
    internal string Quoted() => Next() is ['"', .. var inner, '"'] ? inner : throw new UnknownRuleException("a quoted word belongs here");

    /// <summary>Comma-separated items between braces.</summary>
    internal List<string> List()
    {
        var items = new List<string>();
        Expect("{");
        do
        {
            items.Add(Next());
        } while (
            Next() is var separator
            && (separator == "," || (separator == "}" ? false : throw new UnknownRuleException($"'{separator}' in a list")))
        );
        return items;
    }
}
