using Infra.Core.Addressing;
using Infra.Core.Catalog;

namespace Infra.Core.Tests.Catalog;

/// <summary>docs/services.md matches the catalogue.</summary>
public sealed class ServicesPageTests
{
    [Fact]
    public void ServicesPage_Table_IsTheCatalogue()
    {
        var rows = ServiceCatalog.All.Select(Row).ToList();
        var written = Repository.Read("docs", "services.md").Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal));

        Assert.Equal(rows, written);
    }

    private static string Row(ServiceType type)
    {
        var tiers = type.Plans.Values.Select(plan => (Tier: plan.Name.Split('-')[0], plan.Nodes)).Distinct().OrderBy(plan => plan.Nodes);
        return $"| `{type.Name}` | {Names(type, Audience.Clients)} | {Names(type, Audience.Web)} | {Names(type, Audience.Peers)} "
            + $"| {string.Join(", ", tiers.Select(plan => $"{plan.Tier} {plan.Nodes}"))} | "
            + $"{string.Join(", ", NumberRange.Of(type.NodeCounts))} |";
    }

    private static string Names(ServiceType type, Audience audience)
    {
        var names = string.Join(
            ", ",
            type.Components.Where(component => component.Audience == audience)
                .Select(component =>
                    $"`{component.Name}` "
                    + (component.DefaultPort == 0 ? "any" : $"{component.DefaultPort}")
                    + (component.OnFirst is { } first ? $" (first {first})" : "")
                )
        );
        return names.Length == 0 ? "-" : names;
    }
}
