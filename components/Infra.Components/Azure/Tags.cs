using Infra.Core.Catalog;
using Pulumi;

namespace Infra.Components.Azure;

/// <summary>Tags: whose a resource is. Azure's provider has no default tags, so each resource that takes tags is given its own.</summary>
internal static class Tags
{
    internal static InputMap<string> OfProject(ProjectContext context) => Map(CloudTags.Of(context.Plan.Spec, context.StackName));

    internal static InputMap<string> OfService(ProjectContext context, string service) =>
        Map(CloudTags.Of(context.Plan.Spec, context.StackName, service));

    internal static InputMap<string> OfNode(ProjectContext context, string service, string node) =>
        Map(CloudTags.Of(context.Plan.Spec, context.StackName, service, node));

    private static InputMap<string> Map(IEnumerable<KeyValuePair<string, string>> tags)
    {
        var map = new InputMap<string>();
        foreach (var (key, value) in tags)
            map.Add(key, value);
        return map;
    }
}
