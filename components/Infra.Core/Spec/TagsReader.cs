using System.Collections.Immutable;
using Infra.Core.Catalog;
using Infra.Core.Clouds;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Text;

namespace Infra.Core.Spec;

/// <summary>Reads <c>tags</c>: an organization's tags for every resource, checked by the cloud's rules.</summary>
internal sealed class TagsReader(CloudKind? cloud, DiagnosticBag bag)
{
    internal const string Key = "tags";

    internal ImmutableSortedDictionary<string, string> Read(TextNode? node)
    {
        var tags = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (node is null || MapReader.AsMap(node, "the tags", bag) is not { } map || cloud is not { } kind)
        {
            return tags.ToImmutable();
        }

        if (!ProjectKeys.Takes(kind, Key))
        {
            bag.Error(
                DiagnosticCodes.NotOnThisCloud,
                node.Owner,
                $"{Words.Opening(kind)} does not support tags.",
                $"Remove the key '{Key}'."
            );
            return tags.ToImmutable();
        }

        var rules = TagRules.Of(kind);
        foreach (var entry in map.Entries)
        {
            var keyIsGood = CheckKey(entry, kind, rules, tags);
            if (ReadValue(entry, kind, rules) is { } value && keyIsGood)
            {
                tags.Add(entry.Key, value);
            }
        }

        if (map.Entries.Length > rules.MostOfOperators)
        {
            bag.Error(
                DiagnosticCodes.TooManyTags,
                map.Owner,
                $"{map.Entries.Length} tags; {Words.Of(kind)} allows {rules.Most} on a resource, of which the program "
                    + $"needs {rules.Most - rules.MostOfOperators}.",
                $"Keep {rules.MostOfOperators} at most."
            );
        }

        return tags.ToImmutable();
    }

    private bool CheckKey(TextEntry entry, CloudKind kind, TagRules rules, ImmutableSortedDictionary<string, string>.Builder before)
    {
        if (!rules.AcceptsKey(entry.Key))
        {
            bag.Error(
                DiagnosticCodes.BadTag,
                entry.KeyWhere,
                $"{Shown.Quote(entry.Key)} is not a valid tag key on {Words.Of(kind)}.",
                $"Use 1 to {rules.LongestKey} characters: {rules.Alphabet}; no leading or trailing space."
            );
            return false;
        }

        if (rules.Ours.FirstOrDefault(ours => ours.Equals(entry.Key, StringComparison.OrdinalIgnoreCase)) is { } taken)
        {
            bag.Error(DiagnosticCodes.TagTaken, entry.KeyWhere, $"The program itself sets the tag '{taken}'.", "Choose another key.");
            return false;
        }

        if (rules.Reserved.FirstOrDefault(prefix => entry.Key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) is { } reserved)
        {
            bag.Error(
                DiagnosticCodes.TagTaken,
                entry.KeyWhere,
                $"Keys that start with '{reserved}' are reserved by {Words.Of(kind)}.",
                "Choose another key."
            );
            return false;
        }

        if (
            rules.KeysIgnoreCase
            && before.Keys.FirstOrDefault(other => other.Equals(entry.Key, StringComparison.OrdinalIgnoreCase)) is { } same
        )
        {
            bag.Error(
                DiagnosticCodes.TagTaken,
                entry.KeyWhere,
                $"{Words.Title(kind)} treats {Shown.Quote(entry.Key)} and {Shown.Quote(same)} as the same key.",
                "Keep one of the two."
            );
            return false;
        }

        return true;
    }

    private string? ReadValue(TextEntry entry, CloudKind kind, TagRules rules)
    {
        // A quoted empty value is valid: the tag's presence is its meaning.
        var value = entry.Value is TextNode.Scalar { Quoted: true, Text: "" }
            ? ""
            : ValueReader.Text(entry.Value, $"the tag {Shown.Quote(entry.Key)}", bag);
        if (value is null || rules.Accepts(value))
        {
            return value;
        }

        bag.Error(
            DiagnosticCodes.BadTag,
            entry.Value.Where,
            $"{Shown.Quote(value)} is not a valid tag value on {Words.Of(kind)}.",
            $"Use {rules.LongestValue} characters at most: {rules.Alphabet}."
        );
        return null;
    }
}
