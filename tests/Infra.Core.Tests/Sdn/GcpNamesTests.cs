using Infra.Core.Catalog;
using Infra.Core.Clouds.Gcp;

namespace Infra.Core.Tests.Sdn;

/// <summary>Google limits names and we keep them distinct: a name shared by two things is a security hole.</summary>
public sealed class GcpNamesTests
{
    private static readonly string[] Projects = ["p", "a-b", "p-0123456789abcdefgh", new string('z', 20), "a--b-c--d-e--f-g--hi"];

    [Fact]
    public void Names_OfAnyLength_AreLabelsOfTheRightLength()
    {
        foreach (var (project, service) in from project in Projects from service in Projects select (project, service))
        {
            var account = GcpNames.ServiceAccount(project, service);
            Assert.InRange(account.Length, 6, 30);
            Assert.Matches("^[a-z][a-z0-9-]*[a-z0-9]$", account);
            foreach (var rule in Rules())
            {
                Assert.InRange(GcpNames.Rule(project, service, rule).Length, 1, 63);
                Assert.Matches("^[a-z][a-z0-9-]*[a-z0-9]$", GcpNames.Rule(project, service, rule));
            }
        }
    }

    [Fact]
    public void Names_ThatReadAlikeWhenJoined_StayApart()
    {
        // All ways to split one long name into a project's and a service's, and names that differ only after the part that fits.
        var parts = "aa-bb-cc-dd-ee-ff-gg-hh-ii-jj-kk-ll-m".Split('-');
        var pairs = Enumerable
            .Range(1, parts.Length - 1)
            .Select(at => (string.Join('-', parts[..at]), string.Join('-', parts[at..])))
            .Concat(
                Enumerable
                    .Range(0, 2000)
                    .Select(number => ("very-long-project-nm", $"very-long-service-{number % 100:00}{number / 100:00}"))
            )
            .Distinct()
            .ToList();

        Assert.Equal(pairs.Count, pairs.Select(pair => GcpNames.ServiceAccount(pair.Item1, pair.Item2)).Distinct().Count());
        var rules = (from pair in pairs from rule in Rules() select GcpNames.Rule(pair.Item1, pair.Item2, rule)).ToList();
        Assert.Equal(rules.Count, rules.Distinct().Count());
    }

    [Fact]
    public void Names_OfOneThing_AreReadableAndNeverChange()
    {
        Assert.Equal("demo-orders-db-yzsjdsau", GcpNames.ServiceAccount("demo", "orders-db"));
        Assert.StartsWith(
            "demo-orders-db-in-clients-schema-registry-v4-",
            GcpNames.Rule("demo", "orders-db", "in-clients-schema_registry-v4"),
            StringComparison.Ordinal
        );
        Assert.NotEqual(
            GcpNames.Rule("demo", "orders-db", "in-clients-schema_registry-v4"),
            GcpNames.Rule("demo", "orders-db", "in-clients-schema-registry-v4")
        );
    }

    private static IEnumerable<string> Rules() =>
        ServiceCatalog
            .All.SelectMany(type => type.Components)
            .Select(component => component.Name)
            .Distinct()
            .Select(component => $"in-clients-{component}-v6-4")
            .Append("in-everything-else-v4")
            .Append("out-a-name-of-20-letters-destination-v4-1");
}
