using Infra.Core.Spec;
using Pulumi;

namespace Infra.Components.Azure;

/// <summary>Tags: whose a resource is. Azure's provider has no default tags, so each resource that takes tags is given its own.</summary>
internal static class Tags
{
    internal static InputMap<string> OfProject(ProjectContext context) => TagMap.Of(CloudTags.Of(context.Plan.Spec, context.StackName));

    internal static InputMap<string> OfService(ProjectContext context, string service) =>
        TagMap.Of(CloudTags.Of(context.Plan.Spec, context.StackName, service));

    internal static InputMap<string> OfNode(ProjectContext context, string service, string node) =>
        TagMap.Of(CloudTags.Of(context.Plan.Spec, context.StackName, service, node));
}
