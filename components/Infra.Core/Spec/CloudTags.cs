using System.Collections.Immutable;
using Infra.Core.Catalog;
using Infra.Core.Clouds;

namespace Infra.Core.Spec;

/// <summary>
/// What every resource that takes tags (AWS, Azure) or labels (Google Cloud) is marked with: <c>project</c>, <c>stack</c>,
/// <c>deployment</c> (the compliance model) and, where it has one, <c>service</c> and <c>node</c>, and the operators' own tags;
/// within each cloud's rules.
/// </summary>
public static class CloudTags
{
    /// <param name="stack">The Pulumi stack: the only value that is not made of names this program checks.</param>
    /// <param name="service">The service it belongs to; null for what is the whole project's.</param>
    /// <param name="node">The node it belongs to.</param>
    public static ImmutableSortedDictionary<string, string> Of(ProjectSpec spec, string stack, string? service = null, string? node = null)
    {
        (string, string?)[] whole = [("project", spec.Name), ("stack", stack), ("deployment", Words.Of(spec.Deployment))];
        // The operators' own are what they wrote, letter by letter, and never one of these keys.
        return Fitting(spec.Cloud, [.. whole, .. Part(service, node)]).AddRange(spec.Tags);
    }

    /// <summary>Only what tells the project's resources apart, where the cloud's provider puts the rest on each by itself.</summary>
    /// <inheritdoc cref="Of" path="/param"/>
    public static ImmutableSortedDictionary<string, string> OfPart(CloudKind cloud, string? service = null, string? node = null) =>
        Fitting(cloud, Part(service, node));

    private static (string Key, string? Value)[] Part(string? service, string? node) => [("service", service), ("node", node)];

    private static ImmutableSortedDictionary<string, string> Fitting(CloudKind cloud, IEnumerable<(string Key, string? Value)> tags)
    {
        var rules = TagRules.Of(cloud);
        return tags.Where(tag => tag.Value is not null)
            .ToImmutableSortedDictionary(tag => tag.Key, tag => rules.Fit(tag.Value!), StringComparer.Ordinal);
    }
}
