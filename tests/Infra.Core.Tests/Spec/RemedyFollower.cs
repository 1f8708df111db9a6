using System.Text.RegularExpressions;
using Infra.Core.Diagnostics;

namespace Infra.Core.Tests.Spec;

/// <summary>
/// Follows a remedy to the letter, at the place of the finding, like somebody who knows nothing else: for remedies that give the right
/// text or a choice of it.
/// </summary>
internal static partial class RemedyFollower
{
    /// <summary>The text with the remedy applied; null if it leaves something to decide.</summary>
    internal static string? Follow(string text, Diagnostic found)
    {
        var remedy = found.Remedy;
        if (Quoted(DidYouMean(), remedy) is { } meant)
        {
            return Replace(text, found, meant);
        }

        if (Quoted(AddIt(), remedy) is { } line)
        {
            return AddBelow(text, found, line);
        }

        if (Quoted(WriteOne(), remedy) is { } whole)
        {
            return ReplaceEntry(text, found, whole);
        }

        if (Quoted(Below(), remedy) is { } below)
        {
            return ReplaceEntry(text, found, $"{KeyAt(text, found)}: {below}");
        }

        if (Quoted(WriteLine(), remedy) is { } right)
        {
            return ReplaceLine(text, found, right);
        }

        if (Quoted(NumberFrom(), remedy) is { } number)
        {
            return Replace(text, found, number);
        }

        if (Quoted(InQuotes(), remedy) is { } quoted)
        {
            return Replace(text, found, quoted);
        }

        if (Quoted(Network(), remedy) is { } network)
        {
            return Replace(text, found, network.Contains(':', StringComparison.Ordinal) ? $"\"{network}\"" : network);
        }

        if (Quoted(QuotedValue(), remedy) is { } value)
        {
            return Replace(text, found, value);
        }

        if (Quoted(OtherValue(), remedy) is { } other)
        {
            return Replace(text, found, other);
        }

        if (Quoted(ListOf(), remedy) is { } list)
        {
            return ReplaceEntry(text, found, $"{KeyAt(text, found)}: {list}");
        }

        if (Quoted(IndentBy(), remedy) is { } blanks)
        {
            var lines = text.Split('\n');
            lines[found.Where.Line - 1] =
                new string(' ', int.Parse(blanks, System.Globalization.CultureInfo.InvariantCulture))
                + lines[found.Where.Line - 1].TrimStart();
            return string.Join('\n', lines);
        }

        return remedy switch
        {
            _ when remedy.StartsWith("Delete the character", StringComparison.Ordinal) => text.Remove(
                Index(text, found),
                char.IsSurrogate(text[Index(text, found)]) ? 2 : 1
            ),
            _ when remedy.StartsWith("Delete the comma", StringComparison.Ordinal) => text.Remove(Index(text, found), 1),
            _ when remedy.StartsWith("Separate entries", StringComparison.Ordinal) => text.Insert(Index(text, found), ", "),
            _ when remedy.StartsWith("Remove the key", StringComparison.Ordinal) && IsWithinBraces(text, found) => WithoutEntry(
                text,
                found
            ),
            _ when remedy.StartsWith("Remove the key", StringComparison.Ordinal)
                    || remedy.StartsWith("Delete the line", StringComparison.Ordinal) => WithoutLine(text, found),
            _ => null,
        };
    }

    private static string? Quoted(Regex form, string remedy) =>
        form.Match(remedy) is { Success: true } match ? match.Groups[1].Value : null;

    private static int Index(string text, Diagnostic found) =>
        text.Split('\n').Take(found.Where.Line - 1).Sum(line => line.Length + 1) + found.Where.Column - 1;

    /// <summary>The scalar or key at the finding.</summary>
    private static string Replace(string text, Diagnostic found, string by)
    {
        var at = Index(text, found);
        var rest = text[at..];
        var length =
            rest[0] is '"' or '\'' ? rest.IndexOf(rest[0], 1) + 1
            : rest[0] == '[' && !IsKey(found) ? rest.IndexOf(']', StringComparison.Ordinal) + 1
            : IsKey(found) ? Key().Match(rest).Length
            : Value().Match(rest).Length;
        return text[..at] + by + text[(at + length)..];
    }

    private static bool IsKey(Diagnostic found) =>
        found.Code is "INF0101" or "INF0004"
        || found.Message.StartsWith("The key", StringComparison.Ordinal)
        || (found.Code == "INF0201" && !found.Message.Contains("project name", StringComparison.Ordinal));

    private static string KeyAt(string text, Diagnostic found) => Key().Match(text[Index(text, found)..]).Value;

    /// <summary>A key and its value on one line, or within brackets.</summary>
    private static string ReplaceEntry(string text, Diagnostic found, string by)
    {
        var at = Index(text, found);
        var lineEnd = text.IndexOf('\n', at);
        var isWithin = IsWithinBraces(text, found);
        var end = isWithin ? EndWithinBraces(text, at) : lineEnd;
        return $"{text[..at]}{by}{(isWithin ? " " : "")}{text[end..]}";
    }

    private static string ReplaceLine(string text, Diagnostic found, string by)
    {
        var lines = text.Split('\n');
        var line = lines[found.Where.Line - 1];
        lines[found.Where.Line - 1] = line[..(found.Where.Column - 1)] + by;
        return string.Join('\n', lines);
    }

    private static string AddBelow(string text, Diagnostic found, string line)
    {
        var lines = text.Split('\n').ToList();
        var owner = lines[found.Where.Line - 1];
        var brace = owner.IndexOf('{', found.Where.Column - 1);
        if (brace >= 0)
        {
            var isEmpty = owner[(brace + 1)..].TrimStart().StartsWith('}');
            lines[found.Where.Line - 1] = $"{owner[..(brace + 1)]} {line}{(isEmpty ? " " : ",")}{owner[(brace + 1)..]}";
            return string.Join('\n', lines);
        }

        var indent = owner.TakeWhile(c => c == ' ').Count();
        var below = lines.Skip(found.Where.Line).FirstOrDefault(other => other.Trim().Length > 0) ?? "";
        var deeper = below.TakeWhile(c => c == ' ').Count();
        lines.Insert(found.Where.Line, new string(' ', deeper > indent ? deeper : indent + 2) + line);
        return string.Join('\n', lines);
    }

    private static bool IsWithinBraces(string text, Diagnostic found) =>
        text[..Index(text, found)].Split('\n')[^1].Contains('{', StringComparison.Ordinal);

    // After the value, even if it is a list.
    private static int EndWithinBraces(string text, int at)
    {
        var depth = 0;
        while (depth > 0 || text[at] is not (',' or '}'))
        {
            depth +=
                text[at] is '[' or '{' ? 1
                : text[at] is ']' or '}' ? -1
                : 0;
            at++;
        }

        return at;
    }

    private static string WithoutEntry(string text, Diagnostic found)
    {
        var at = Index(text, found);
        var end = EndWithinBraces(text, at);
        return text[end] == ',' ? text.Remove(at, end + 2 - at) : text.Remove(at - 2, end - at + 2);
    }

    private static string WithoutLine(string text, Diagnostic found)
    {
        var lines = text.Split('\n').ToList();
        lines.RemoveAt(found.Where.Line - 1);
        return string.Join('\n', lines);
    }

    [GeneratedRegex(@"Did you mean '([^']+)'")]
    private static partial Regex DidYouMean();

    [GeneratedRegex(@"\AAdd it, e\.g\. '([^']+)'")]
    private static partial Regex AddIt();

    [GeneratedRegex(@"\AWrite one, e\.g\. '([^']+)'")]
    private static partial Regex WriteOne();

    [GeneratedRegex(@"indented below it, e\.g\. '([^']+)'")]
    private static partial Regex Below();

    [GeneratedRegex(@"\AWrite '([^']+: ?[^']*)'\.")]
    private static partial Regex WriteLine();

    [GeneratedRegex(@"\A(?:Choose a number from |Choose one of: |Write )([0-9]+)(?: to [0-9]+|,.*|)\.?\z")]
    private static partial Regex NumberFrom();

    [GeneratedRegex(@"\APut it in quotes(?: if it is intended)?: (""[^""]*"")\.")]
    private static partial Regex InQuotes();

    [GeneratedRegex(@"(?:\AWrite |\AChoose e\.g\. |e\.g\. |\AAdd the prefix length: )([0-9a-f.:]+/[0-9]+)")]
    private static partial Regex Network();

    [GeneratedRegex(@"\AIndent it by ([0-9]+) space")]
    private static partial Regex IndentBy();

    [GeneratedRegex(
        // A choice between two is up to somebody.
        @"\A(?!Write '[^']*' or )(?:Write (?:the zone's DNS name, e\.g\. )?|Copy it from the cloud's console, e\.g\. "
            + @"|Expected: |An AWS account ID has 12 digits, e\.g\. )('[^': ]+'|'arn:[^']+'|""[0-9]+"")"
    )]
    private static partial Regex QuotedValue();

    // Another key's route comes first.
    [GeneratedRegex(@"\AGive each zone a subnet, or write 'zones: ([0-9]+)'")]
    private static partial Regex OtherValue();

    [GeneratedRegex(@"\AList the other network's CIDRs, e\.g\. (\[[^\]]+\])")]
    private static partial Regex ListOf();

    [GeneratedRegex(@"\A.*?(?=:(?:\s|\z))")]
    private static partial Regex Key();

    // Up to the end of a plain value.
    [GeneratedRegex(@"\A[^,\]\}\n]*?(?=\s*(?:[,\]\}\n]|\s#|\z))")]
    private static partial Regex Value();
}
