using Infra.Core.Catalog;

namespace Infra.Core.Tests.Catalog;

public sealed class CloudNamesTests
{
    [Theory]
    [InlineData("acme", "", "acme-")]
    [InlineData("acme", "orders-db-1 g1", "acme-orders-db-1-g1-")]
    [InlineData("acme", "orders-db.clients.10.7.0.0/16", "acme-orders-db-clients-10-7-0-0-16-")]
    [InlineData("acme", "Ünïcode -j ACCEPT;\n", "acme-n-code-j-accept-")]
    [InlineData("7up", "a", "x7up-a-")]
    public void Of_AnyParts_IsReadableAndWithinTheRules(string project, string parts, string start)
    {
        var name = CloudNames.Of(project, parts.Length == 0 ? [] : parts.Split(' ', 2));

        Assert.StartsWith(start, name, StringComparison.Ordinal);
        Assert.Matches("^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$", name);
        Assert.DoesNotContain("--", name, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_LongestNames_FitAndStayApart()
    {
        var longest = new string('a', 20);
        var names = Enumerable.Range(1, 9).Select(slot => CloudNames.Of(longest, $"{longest}-{slot}", "sixteen-letters-", "g1")).ToList();

        Assert.All(names, name => Assert.InRange(name.Length, 1, 63));
        Assert.Equal(9, names.Distinct().Count());
    }

    [Fact]
    public void Of_PartsThatReadAlike_AreApart()
    {
        string[] names =
        [
            CloudNames.Of("demo", "orders-db"),
            CloudNames.Of("demo-orders", "db"),
            CloudNames.Of("demo", "orders", "db"),
            CloudNames.Of("demo", "orders", "db", ""),
            CloudNames.Of("demo", "orders.db"),
        ];

        Assert.Equal(names.Length, names.Distinct().Count());
        Assert.Equal(names[0], CloudNames.Of("demo", "orders-db"));
    }
}
