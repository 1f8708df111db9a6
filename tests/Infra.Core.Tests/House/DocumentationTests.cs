using System.Text.RegularExpressions;

namespace Infra.Core.Tests.House;

/// <summary>What a reader of the pages meets first when they are wrong: links that lead nowhere, and files that are gone.</summary>
public sealed partial class DocumentationTests
{
    private const int Width = 140;

    private static readonly Dictionary<string, string> Pages = Directory
        .EnumerateFiles(Repository.Root, "*.md", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Repository.Root, path))
        .Where(page => !Elsewhere().IsMatch(page))
        .ToDictionary(page => page, page => Repository.Read(page));

    [Fact]
    public void Pages_Links_LeadToFilesAndHeadings()
    {
        var links = Pages.SelectMany(page =>
            Link().Matches(WithoutCode(page.Value)).Select(link => (Page: page.Key, To: link.Groups[1].Value))
        );

        Assert.True(links.Count() > 100, "the links were not found");
        Assert.Empty(links.Where(link => !Leads(link.Page, link.To)).Select(link => $"{link.Page}: {link.To}"));
    }

    [Fact]
    public void Pages_PathsOfThisRepository_Exist()
    {
        var paths = Pages.SelectMany(page =>
            RepositoryPath().Matches(page.Value).Select(path => (Page: page.Key, Path: path.Groups[1].Value))
        );

        Assert.True(paths.Count() > 50, "the paths were not found");
        Assert.Empty(paths.Where(named => !Exists(named.Path)).Select(named => $"{named.Page}: {named.Path}"));
    }

    [Fact]
    public void Pages_LinesOfProse_AreNoWiderThanCode() =>
        Assert.Empty(
            from page in Pages
            from line in WithoutCode(page.Value).Split('\n')
            where line.Length > Width && !line.TrimStart().StartsWith('|')
            select $"{page.Key}: {line}"
        );

    /// <summary>The checks above fail on what they are about.</summary>
    [Theory]
    [InlineData("docs/node.md", "firewall.md#what-is-not-tracked", true)]
    [InlineData("docs/node.md", "#the-reboot-rule", true)]
    [InlineData("docs/node.md", "https://example.com/anything", true)]
    [InlineData("docs/node.md", "decisions", true)]
    [InlineData("docs/node.md", "firewall.md#what-nobody-wrote", false)]
    [InlineData("docs/node.md", "docs/firewall.md", false)]
    [InlineData("docs/node.md", "#a-heading-that-is-gone", false)]
    public void Link_LeadsSomewhere_OnlyIfItExists(string page, string link, bool leads) => Assert.Equal(leads, Leads(page, link));

    private static bool Leads(string page, string link)
    {
        if (link.Contains("://", StringComparison.Ordinal))
        {
            return true;
        }

        var (file, anchor) = link.Split('#') is [var before, var after] ? (before, after) : (link, "");
        var target =
            file.Length == 0 ? page : Path.GetRelativePath("/", Path.GetFullPath(Path.Combine("/", Path.GetDirectoryName(page)!, file)));
        return anchor.Length == 0
            ? Path.Exists(Repository.PathOf(target))
            : Pages.TryGetValue(target, out var text) && Heading().Matches(text).Any(heading => Anchor(heading.Groups[1].Value) == anchor);
    }

    // As code hosts make it: no punctuation, lower case, dashes for spaces.
    private static string Anchor(string heading) => Punctuation().Replace(heading.Trim().ToLowerInvariant(), "").Replace(' ', '-');

    // Tests are named by class, without their ending.
    private static bool Exists(string path) => Path.Exists(Repository.PathOf(path)) || File.Exists(Repository.PathOf($"{path}.cs"));

    // Indented lines are code only after an empty line; otherwise they continue a list item.
    private static string WithoutCode(string page) => IndentedCode().Replace(FencedCode().Replace(page, ""), "");

    [GeneratedRegex(@"(^|/)(bin|obj|node_modules|\.[a-z]+)/")]
    private static partial Regex Elsewhere();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"`((?:components|docs|scripts|standin|stacks|tests)/[A-Za-z0-9_./-]+)`")]
    private static partial Regex RepositoryPath();

    [GeneratedRegex(@"^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex Punctuation();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex FencedCode();

    [GeneratedRegex(@"(?<=\n\n)(?: {4}.*\n)+")]
    private static partial Regex IndentedCode();
}
