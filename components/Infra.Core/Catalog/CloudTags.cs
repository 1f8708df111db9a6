using System.Collections.Immutable;
using Infra.Core.Spec;

namespace Infra.Core.Catalog;

/// <summary>
/// What every resource that takes tags (AWS, Azure) or labels (Google Cloud) is marked with: <c>project</c>, <c>stack</c>,
/// <c>deployment</c> (the compliance model) and, where it has one, <c>service</c> and <c>node</c>; within each cloud's rules.
/// </summary>
public static class CloudTags
{
    /// <param name="stack">The Pulumi stack: the only value that is not made of names this program checks.</param>
    /// <param name="service">The service it belongs to; null for what is the whole project's.</param>
    /// <param name="node">The node it belongs to.</param>
    public static ImmutableSortedDictionary<string, string> Of(ProjectSpec spec, string stack, string? service = null, string? node = null)
    {
        var rules = TagRules.Of(spec.Cloud);
        (string Key, string? Value)[] all =
        [
            ("project", spec.Name),
            ("stack", stack),
            ("deployment", Words.Of(spec.Deployment)),
            ("service", service),
            ("node", node),
        ];
        return all
            .Where(tag => tag.Value is not null)
            .ToImmutableSortedDictionary(tag => tag.Key, tag => rules.Fit(tag.Value!), StringComparer.Ordinal);
    }
}
