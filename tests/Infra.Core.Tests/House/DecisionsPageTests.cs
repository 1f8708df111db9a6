namespace Infra.Core.Tests.House;

/// <summary>docs/decisions/README.md lists every decision under its own title.</summary>
public sealed class DecisionsPageTests
{
    [Fact]
    public void DecisionsPage_Rows_AreTheTitlesOfThePages()
    {
        var pages = Directory
            .EnumerateFiles(Repository.PathOf("docs", "decisions"), "*.md")
            .Select(path => Path.GetFileName(path))
            .Where(name => name != "README.md")
            .Order(StringComparer.Ordinal)
            .ToList();

        Assert.NotEmpty(pages);
        Assert.Equal(pages.Select(Row), Rows());
    }

    private static IEnumerable<string> Rows() =>
        Repository
            .Read("docs", "decisions", "README.md")
            .Split('\n')
            .SkipWhile(line => !line.StartsWith("|---", StringComparison.Ordinal))
            .Skip(1)
            .TakeWhile(line => line.StartsWith('|'));

    // A page is called DATE-words.md and begins with "# DATE: title".
    private static string Row(string page)
    {
        var date = page[.."2026-11-22".Length];
        var heading = Repository.Read("docs", "decisions", page).Split('\n')[0];
        Assert.StartsWith($"# {date}: ", heading, StringComparison.Ordinal);
        return $"| {date} | [{heading[$"# {date}: ".Length..]}]({page}) |";
    }
}
