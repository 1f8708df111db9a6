using System.Xml.Linq;

namespace Infra.Core.Tests.House;

/// <summary>Stack files and lock files have one reader: two would differ about <c>~</c>, <c>yes</c> and <c>017</c>.</summary>
public sealed class OneReaderTests
{
    [Fact]
    public void YamlParser_IsAPackageOfTheCoreAlone() =>
        Assert.Equal(
            ["Infra.Core"],
            Directory
                .EnumerateFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories)
                .Where(file =>
                    XDocument.Load(file).Descendants("PackageReference").Any(one => one.Attribute("Include")?.Value == "YamlDotNet")
                )
                .Select(Path.GetFileNameWithoutExtension)
        );

    [Fact]
    public void YamlParser_IsUsedByTheReaderOfTextAlone() =>
        Assert.Equal(
            ["Spec/Text"],
            Directory
                .EnumerateFiles(Repository.PathOf("components"), "*.cs", SearchOption.AllDirectories)
                .Where(file => File.ReadLines(file).Any(line => line.StartsWith("using YamlDotNet", StringComparison.Ordinal)))
                .Select(file =>
                    Path.GetRelativePath(Repository.PathOf("components", "Infra.Core"), Path.GetDirectoryName(file)!).Replace('\\', '/')
                )
                .Distinct()
        );
}
