using System.Text;
using Infra.Core.Catalog;
using Infra.Core.Tests.Spec;

namespace Infra.Core.Tests.Fixtures;

/// <summary>A project of one service of any type, compiled from a stack file.</summary>
/// <param name="Sources">As in the file: <c>[10.7.0.0/16]</c>.</param>
internal sealed record AnyService(string Type, string Sources = "[10.7.0.0/16]")
{
    internal const string Name = "svc";

    internal bool Aws { get; init; }

    /// <summary>Null: as many as the business plan has, or else the startup plan.</summary>
    internal int? Nodes { get; init; }

    /// <summary>Access to single components, by name; each as in the file: <c>{ allowedSources: [] }</c>.</summary>
    internal IReadOnlyDictionary<string, string> Components { get; init; } = new Dictionary<string, string>();

    internal string Text()
    {
        var text = new StringBuilder("config:\n  infra:project:\n    name: demo\n    deployment: standard\n");
        text.Append(
            Aws
                ? "    cloud: aws\n    region: eu-west-1\n    managementRoutes: [198.51.100.0/24]\n"
                : "    cloud: local\n    region: local\n"
        );
        text.Append("    cidr: 10.77.0.0/20\n    zones: 3\n    managementSources: [198.51.100.0/28]\n    services:\n");
        var tier = ServiceCatalog.Find(Type)!.Plans.ContainsKey("business-8") ? "business" : "startup";
        text.Append(
            $"      {Name}:\n        type: {Type}\n        plan: {tier}-8\n        volumes: {{ data: 1 }}\n        "
                + $"allowedSources: {Sources}\n"
        );
        text.Append(Nodes is { } nodes ? $"        nodes: {nodes}\n" : "");
        text.Append(Components.Count == 0 ? "" : "        components:\n");
        foreach (var (component, access) in Components)
        {
            text.Append($"          {component}: {access}\n");
        }

        return text.ToString();
    }

    internal ProjectPlan Plan() => StackText.Plan(Text());
}
