using Infra.Core.Spec;
using Pulumi;

namespace Infra.Components.Aws;

/// <summary>Tags: what a resource is called in the console, and whose it is.</summary>
internal static class Tags
{
    /// <summary>On every resource, through the provider.</summary>
    internal static InputMap<string> OfProject(ProjectContext context) => new()
    {
        { "project", context.Plan.Spec.Name },
        { "stack", context.StackName },
        { "deployment", context.Plan.Spec.Deployment switch
        {
            DeploymentModel.Standard => "standard",
            DeploymentModel.Byoc => "byoc",
            DeploymentModel.Ece => "ece",
            var other => throw new InvalidOperationException($"no tag for deployment model {other}"),
        } },
    };

    internal static InputMap<string> Named(string name) => new() { { "Name", name } };

    internal static InputMap<string> OfService(string name, string service) => new() { { "Name", name }, { "service", service } };

    internal static InputMap<string> OfNode(string name, string service, string node) =>
        new() { { "Name", name }, { "service", service }, { "node", node } };
}
