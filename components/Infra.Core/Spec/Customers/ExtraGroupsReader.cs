using System.Collections.Immutable;
using Infra.Core.Clouds;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Findings;
using Infra.Core.Spec.Text;

namespace Infra.Core.Spec.Customers;

/// <summary>Reads <c>extraSecurityGroups</c>: groups of the customer's that every node joins, beside those of its service.</summary>
internal static class ExtraGroupsReader
{
    internal const string Key = "extraSecurityGroups";

    /// <returns>A set: sorted, without duplicates.</returns>
    internal static ImmutableArray<string> Read(TextNode? node, CloudKind? cloud, DiagnosticBag bag)
    {
        if (node is null || cloud is not { } kind)
        {
            return [];
        }

        if (CloudRegistry.Of<IStackFileRules>(kind).ExtraGroup is not { } form)
        {
            bag.Add(NotOnThisCloud.Key(node.Owner, Key, "Security groups of your own are", kind));
            return [];
        }

        var found = ImmutableSortedSet.CreateBuilder<string>(StringComparer.Ordinal);
        foreach (var item in ValueReader.List(node, "the extra security groups", bag) ?? [])
        {
            if (ValueReader.Text(item, form.What, bag) is not { } id)
            {
                continue;
            }

            if (form.Form.IsMatch(id))
            {
                found.Add(id);
            }
            else
            {
                bag.Add(BadExtraGroup.Malformed(item.Where, id, form));
            }
        }

        if (found.Count > form.Most)
        {
            bag.Add(BadExtraGroup.TooMany(node.Owner, found.Count, form, kind));
        }

        return [.. found];
    }
}
