using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Findings;

namespace Infra.Core.Spec.Text;

/// <summary>
/// Reads single values. Each method takes a node that may be missing and returns null if there is no valid value (reported).
/// </summary>
internal static partial class ValueReader
{
    internal static string? Text(TextNode? node, string what, DiagnosticBag bag)
    {
        if (Scalar(node, what, "text", bag) is not { } scalar)
        {
            return null;
        }

        if (ScalarKinds.Of(scalar) == ScalarKind.Text)
        {
            return scalar.Text;
        }

        bag.Add(WrongType.Text(scalar.Text).At(scalar, what));
        return null;
    }

    /// <param name="unit">What is counted, for messages: <c>GiB</c>, <c>nodes</c>; empty for a plain number.</param>
    internal static int? Integer(TextNode? node, string what, string unit, int min, int max, DiagnosticBag bag)
    {
        if (Scalar(node, what, "a whole number", bag) is not { } scalar)
        {
            return null;
        }

        // Only unambiguous forms: parsers disagree on 017, 1_000 and 0x1F, which may be two different numbers or text.
        if (scalar.Quoted || !Digits().IsMatch(scalar.Text))
        {
            bag.Add(WrongType.Number(unit).At(scalar, what));
            return null;
        }

        if (
            !int.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            || number < min
            || number > max
        )
        {
            bag.Add(NumberOutOfRange.Of(scalar.Where, scalar.Text, what, unit, min, max));
            return null;
        }

        return number;
    }

    /// <summary><c>true</c> or <c>false</c>, without quotes.</summary>
    internal static bool? Boolean(TextNode? node, string what, DiagnosticBag bag)
    {
        if (Scalar(node, what, "true or false", bag) is not { } scalar)
        {
            return null;
        }

        if (!scalar.Quoted && scalar.Text is ("true" or "false"))
        {
            return scalar.Text == "true";
        }

        bag.Add(WrongType.Boolean.At(scalar, what));
        return null;
    }

    /// <summary>One of a closed list of keywords.</summary>
    /// <param name="refused">Known keywords that are not valid here: they are not suggested.</param>
    internal static T? Word<T>(
        TextNode? node,
        string what,
        ImmutableSortedDictionary<string, T> words,
        DiagnosticBag bag,
        params ReadOnlySpan<T> refused
    )
        where T : struct
    {
        if (Text(node, what, bag) is not { } text)
        {
            return null;
        }

        if (words.TryGetValue(text, out var value))
        {
            return value;
        }

        bag.Add(UnknownWord.Of(node!.Where, text, what, Offered(words, refused)));
        return null;
    }

    /// <summary>The items of a list; null (reported) if it is not a list.</summary>
    internal static ImmutableArray<TextNode>? List(TextNode? node, string what, DiagnosticBag bag)
    {
        switch (node)
        {
            case null or TextNode.Refused:
                return null;
            case TextNode.Sequence sequence:
                return sequence.Items;
            case TextNode.Scalar scalar when ScalarKinds.Of(scalar) == ScalarKind.Null:
                bag.Add(EmptyValue.List(node.Owner, what));
                return null;
            default:
                bag.Add(WrongType.List.At(node, what));
                return null;
        }
    }

    private static List<string> Offered<T>(ImmutableSortedDictionary<string, T> words, ReadOnlySpan<T> refused)
        where T : struct
    {
        var offered = words.ToList();
        foreach (var one in refused)
        {
            offered.RemoveAll(word => word.Value.Equals(one));
        }

        return [.. offered.Select(word => word.Key)];
    }

    private static TextNode.Scalar? Scalar(TextNode? node, string what, string expected, DiagnosticBag bag)
    {
        switch (node)
        {
            case null or TextNode.Refused:
                return null;
            case TextNode.Scalar scalar when ScalarKinds.Of(scalar) == ScalarKind.Null || (scalar.Quoted && scalar.Text.Length == 0):
                bag.Add(EmptyValue.Single(scalar.Owner, what, expected));
                return null;
            case TextNode.Scalar scalar:
                return scalar;
            default:
                bag.Add(WrongType.Single(expected).At(node, what));
                return null;
        }
    }

    [GeneratedRegex(@"\A-?(0|[1-9][0-9]*)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();
}
