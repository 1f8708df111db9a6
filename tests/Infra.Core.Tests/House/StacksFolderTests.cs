namespace Infra.Core.Tests.House;

/// <summary>
/// <c>stacks/</c> contains what operators edit and review: stack files, lock files, and the entry point for <c>pulumi</c>.
/// </summary>
public sealed class StacksFolderTests
{
    [Fact]
    public void Stacks_HoldsNoCodeButTheEntry() => Assert.Equal(["Infra.Stacks.csproj", "Program.cs"], Code());

    [Fact]
    public void Entry_IsAFewLines() => Assert.InRange(Repository.Read("stacks", "Program.cs").Split('\n').Length, 3, 20);

    // Files below bin and obj are build output.
    private static IEnumerable<string> Code() =>
        Directory
            .EnumerateFiles(Repository.PathOf("stacks"), "*.cs*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Repository.PathOf("stacks"), path))
            .Where(path => !path.StartsWith("bin", StringComparison.Ordinal) && !path.StartsWith("obj", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
}
