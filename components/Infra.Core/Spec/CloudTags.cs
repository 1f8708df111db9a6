using System.Collections.Immutable;
using Infra.Core.Catalog;
using Infra.Core.Clouds;

namespace Infra.Core.Spec;

/// <summary>
/// The tags (AWS, Azure) or labels (Google Cloud) on every resource that supports them: <c>project</c>, <c>stack</c>, <c>deployment</c>
/// (the compliance model) and, where applicable, <c>service</c> and <c>node</c>, plus the operators' own tags; all within the cloud's
/// rules.
/// </summary>
public static class CloudTags
{
    /// <param name="stack">The Pulumi stack: the only value not built from names that this program validates.</param>
    /// <param name="service">The service it belongs to; null for project-wide resources.</param>
    /// <param name="node">The node it belongs to.</param>
    public static ImmutableSortedDictionary<string, string> Of(ProjectSpec spec, string stack, string? service = null, string? node = null)
    {
        (string, string?)[] whole = [("project", spec.Name), ("stack", stack), ("deployment", Words.Of(spec.Deployment))];
        // Operators' own tags are kept verbatim and never use one of these keys.
        return Fitting(spec.Cloud, [.. whole, .. Part(service, node)]).AddRange(spec.Tags);
    }

    /// <summary>Only the tags that tell the project's resources apart, for clouds whose provider adds the rest to every resource.</summary>
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
