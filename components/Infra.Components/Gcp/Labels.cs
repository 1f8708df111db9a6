using Infra.Core.Spec;
using Pulumi;

namespace Infra.Components.Gcp;

/// <summary>Labels: whose a resource is. Networks, firewalls and accounts take none; their names say it.</summary>
internal static class Labels
{
    /// <summary>On every resource that takes labels, through the provider.</summary>
    internal static InputMap<string> OfProject(ProjectContext context) => TagMap.Of(CloudTags.Of(context.Plan.Spec, context.StackName));

    internal static InputMap<string> OfNode(ProjectContext context, string service, string node) =>
        TagMap.Of(CloudTags.Of(context.Plan.Spec, context.StackName, service, node));
}
