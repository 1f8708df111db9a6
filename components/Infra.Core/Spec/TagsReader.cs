using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Infra.Core.Catalog;
using Infra.Core.Clouds;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Findings;
using Infra.Core.Spec.Text;

namespace Infra.Core.Spec;

/// <summary>Reads <c>tags</c>: an organization's tags for every resource, checked by the cloud's rules.</summary>
internal sealed partial class TagsReader(CloudKind? cloud, DeploymentModel? deployment, DiagnosticBag bag)
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
            bag.Add(NotOnThisCloud.Key(node.Owner, Key, "Tags are", kind));
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
            bag.Add(BadTag.Key(entry.KeyWhere, entry.Key, kind, rules));
            return false;
        }

        if (deployment == DeploymentModel.Byoc && !PlainKey().IsMatch(entry.Key))
        {
            bag.Add(TagFormOfByoc.Key(entry.KeyWhere, entry.Key));
            return false;
        }

        if (rules.Ours.FirstOrDefault(ours => ours.Equals(entry.Key, StringComparison.OrdinalIgnoreCase)) is { } taken)
        {
            bag.Add(TagTaken.Ours(entry.KeyWhere, taken));
            return false;
        }

        if (rules.Reserved.FirstOrDefault(prefix => entry.Key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) is { } reserved)
        {
            bag.Add(TagTaken.Reserved(entry.KeyWhere, reserved, kind));
            return false;
        }

        if (
            rules.KeysIgnoreCase
            && before.Keys.FirstOrDefault(other => other.Equals(entry.Key, StringComparison.OrdinalIgnoreCase)) is { } same
        )
        {
            bag.Add(TagTaken.SameButCase(entry.KeyWhere, entry.Key, same, kind));
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
        if (value is null)
        {
            return null;
        }

        if (!rules.Accepts(value))
        {
            bag.Add(BadTag.Value(entry.Value.Where, value, kind, rules));
            return null;
        }

        if (deployment == DeploymentModel.Byoc && !PlainValue().IsMatch(value))
        {
            bag.Add(TagFormOfByoc.Value(entry.Value.Where, value));
            return null;
        }

        return value;
    }

    // The form that every cloud takes, and that a customer's own policies can rely on.
    [GeneratedRegex(@"\A[a-z]([a-z0-9-]*[a-z0-9])?\z")]
    private static partial Regex PlainKey();

    [GeneratedRegex(@"\A[a-z0-9-]*\z")]
    private static partial Regex PlainValue();
}
