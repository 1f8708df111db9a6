using Infra.Core.Catalog;
using Infra.Core.Clouds;
using Infra.Core.Spec;
using Pulumi;

namespace Infra.Components.Aws;

/// <summary>
/// Tags: the resource's owner, and <c>Name</c>, its name in the console. The provider adds the project's tags to every resource
/// (<see cref="ArgsOfPlan.DefaultTags"/>), so resources are given only additional ones.
/// </summary>
internal static class Tags
{
    internal static InputMap<string> Named(string name) => Map(name);

    internal static InputMap<string> OfService(string name, string service) => Map(name, service);

    internal static InputMap<string> OfNode(string name, string service, string node) => Map(name, service, node);

    private static InputMap<string> Map(string name, string? service = null, string? node = null) =>
        TagMap.Of(CloudTags.OfPart(CloudKind.Aws, service, node).Add("Name", TagRules.Of(CloudKind.Aws).Fit(name)));
}
