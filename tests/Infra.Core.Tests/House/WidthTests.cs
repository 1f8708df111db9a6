using System.Text.RegularExpressions;

namespace Infra.Core.Tests.House;

/// <summary>
/// Nothing that people write is wider than 140 columns. CSharpier wraps code; this holds texts and comments in it, and all other kinds of
/// file, to the same width. Of pages the rows of tables and examples of what is printed are as wide as they are.
/// </summary>
public sealed partial class WidthTests
{
    private const int Width = 140;

    private static readonly string[] Kinds = [".cs", ".md", ".sh", ".bash", ".py", ".yml", ".csproj", ".props", ".targets"];

    /// <summary>Files and folders that are wider, and why.</summary>
    private static readonly (string Path, string Why)[] Wider =
    [
        ("components/Infra.Core/Boot/node/", "the node's program, byte for byte what nodes run: another byte is another version of it"),
        ("components/Infra.Core/Boot/sent/", "sent to nodes, byte for byte"),
        ("components/Infra.Core/Boot/FirstFilter.cs", "a line of user data"),
        ("components/Infra.Core/Clouds/Gcp/GcpStartupScript.cs", "a line of user data"),
        ("components/Infra.Components/Enrolment/pin-identity", "a resource's command, byte for byte: another byte runs it again"),
        ("components/Infra.Components/Local/lab/", "resources' commands, byte for byte: another byte runs them again"),
        ("tests/Infra.Core.Tests/Apply/previous/", "the program of an earlier release, as it was"),
    ];

    private static readonly string[] NotOurs =
    [
        "bin",
        "obj",
        ".git",
        ".infra",
        ".vs",
        "node_modules",
        "TestResults",
        "BenchmarkDotNet.Artifacts",
    ];

    private static readonly Lazy<string[]> Files = new(() => [.. Ours(new DirectoryInfo(Repository.Root)).Order(StringComparer.Ordinal)]);

    [Fact]
    public void Lines_OfEveryFile_AreWithinTheWidth()
    {
        Assert.True(Files.Value.Length > 1000, "the files were not found");
        Assert.Empty(Files.Value.Where(path => !IsWider(path)).SelectMany(Wide));
    }

    [Fact]
    public void Exceptions_AreEachNeeded() =>
        Assert.All(Wider, one =>
            Assert.True(Files.Value.Where(path => path.StartsWith(one.Path, StringComparison.Ordinal)).SelectMany(Wide).Any(), one.Path)
        );

    [Theory]
    [InlineData("a.md", "| row |", false)]
    [InlineData("a.md", "    printed", false)]
    [InlineData("a.md", "prose", true)]
    [InlineData("a.cs", "    code", true)]
    [InlineData("a.cs", "| row |", true)]
    public void Line_TooWide_IsFoundWhereItCounts(string path, string begins, bool found) =>
        Assert.Equal(found ? [1] : [], WideLines(path, [begins + new string('x', Width), "short"]));

    [Fact]
    public void Line_InAFence_IsAsItIs() =>
        Assert.Equal([4], WideLines("a.md", ["```", new string('x', Width + 1), "```", new string('x', Width + 1)]));

    private static bool IsWider(string path) => Array.Exists(Wider, one => path.StartsWith(one.Path, StringComparison.Ordinal));

    private static IEnumerable<string> Wide(string path) =>
        WideLines(path, File.ReadAllLines(Path.Combine(Repository.Root, path))).Select(line => $"{path}:{line}");

    private static List<int> WideLines(string path, string[] lines)
    {
        var (found, fenced, page) = (new List<int>(), false, path.EndsWith(".md", StringComparison.Ordinal));
        for (var i = 0; i < lines.Length; i++)
        {
            fenced ^= page && Fence().IsMatch(lines[i]);
            var asItIs = page && (fenced || lines[i].TrimStart().StartsWith('|') || lines[i].StartsWith("    ", StringComparison.Ordinal));
            if (lines[i].Length > Width && !asItIs)
            {
                found.Add(i + 1);
            }
        }

        return found;
    }

    private static IEnumerable<string> Ours(DirectoryInfo directory) =>
        directory
            .EnumerateFiles()
            .Where(IsOurs)
            .Select(file => Path.GetRelativePath(Repository.Root, file.FullName).Replace('\\', '/'))
            .Concat(directory.EnumerateDirectories().Where(inner => !NotOurs.Contains(inner.Name)).SelectMany(Ours));

    // Scripts have no ending; what they are stands in their first line.
    private static bool IsOurs(FileInfo file) =>
        Kinds.Contains(file.Extension)
        || (
            file.Extension.Length == 0 && File.ReadLines(file.FullName).FirstOrDefault()?.StartsWith("#!", StringComparison.Ordinal) == true
        );

    [GeneratedRegex(@"^\s*(```|~~~)")]
    private static partial Regex Fence();
}
