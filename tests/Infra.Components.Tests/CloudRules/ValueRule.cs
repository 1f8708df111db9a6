using System.Collections;
using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Infra.Components.Tests.CloudRules;

/// <summary>A cloud's requirement on the text of one input: its API rejects other texts on creation, not before.</summary>
/// <param name="Path">
/// Names of inputs, joined by dots; <c>*</c> is each value of a map, <c>#</c> each of its keys, <c>[]</c> each item of a list.
/// </param>
/// <param name="Form">What the whole text must match.</param>
/// <param name="Not">What no part of it may match.</param>
/// <param name="Source">The cloud's documentation.</param>
internal sealed record ValueRule(string Path, string Form, int Longest, string Source, string? Not = null)
{
    internal bool Accepts(string text) =>
        text.Length <= Longest
        && Regex.IsMatch(text, $@"\A(?:{Form})\z")
        && (Not is null || !Regex.IsMatch(text, Not, RegexOptions.IgnoreCase));

    /// <summary>The texts the rule applies to, in a resource's inputs; empty if the input is not set.</summary>
    internal IEnumerable<string> Texts(object inputs) => Texts(inputs, Path.Split('.'));

    private static IEnumerable<string> Texts(object? value, ReadOnlySpan<string> path) =>
        path switch
        {
            [] => value is string text ? [text] : [],
            ["*", .. var rest] when value is IEnumerable<KeyValuePair<string, object>> map => Each(
                map.Select(pair => pair.Value),
                rest.ToArray()
            ),
            ["#"] when value is IEnumerable<KeyValuePair<string, object>> map => map.Select(pair => pair.Key),
            ["[]", .. var rest] when value is IEnumerable list and not string => Each(list.Cast<object>(), rest.ToArray()),
            [var name, .. var rest] when value is IImmutableDictionary<string, object> map => map.TryGetValue(name, out var inner)
                ? Texts(inner, rest)
                : [],
            _ => [],
        };

    private static List<string> Each(IEnumerable<object> values, string[] rest) => [.. values.SelectMany(value => Texts(value, rest))];
}
