using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Infra.Core.Tests.House;

/// <summary>
/// Restored packages are pinned, transitively and by hash. A project that depends on Pulumi's packages has a lock file for each SDK; that
/// of the real packages may be missing, since it can only be written where a registry has them.
/// </summary>
public sealed class PackageLocksTests
{
    // Added by the .NET SDK to a project for netstandard2.0.
    private const string ByTheSdk = "NETStandard.Library";

    private static readonly string[] Projects =
    [
        .. Directory
            .EnumerateFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories)
            .Select(Path.GetFullPath)
            .Order(StringComparer.Ordinal),
    ];

    public static TheoryData<string> Files => [.. Projects.Select(project => Path.GetRelativePath(Repository.Root, project))];

    [Theory]
    [MemberData(nameof(Files))]
    public void Project_HasTheLockFileOfWhatItRestores(string file)
    {
        var project = Path.Combine(Repository.Root, file);
        var found = Directory
            .EnumerateFiles(Path.GetDirectoryName(project)!, "packages*.lock.json")
            .Select(Path.GetFileName)
            .Order()
            .ToList();

        if (ReachesPulumi(project))
        {
            Assert.Contains("packages.standin.lock.json", found);
            Assert.Empty(found.Except(["packages.standin.lock.json", "packages.nuget.lock.json"]));
        }
        else
        {
            Assert.Equal(["packages.lock.json"], found);
        }
    }

    /// <summary>Locked restores are for CI; this detects a reference added without scripts/update-locks earlier.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void LockFile_HasEveryPackageThatTheProjectAsksFor(string file)
    {
        var project = Path.Combine(Repository.Root, file);
        foreach (var path in Directory.EnumerateFiles(Path.GetDirectoryName(project)!, "packages*.lock.json"))
        {
            var direct = JsonNode.Parse(File.ReadAllText(path))!["dependencies"]!
                .AsObject()
                .Single()
                .Value!.AsObject()
                .Where(package => (string?)package.Value!["type"] == "Direct" && package.Key != ByTheSdk)
                .ToDictionary(package => package.Key, package => (string)package.Value!["requested"]!);

            var asked = Asked(project).ToDictionary(name => name, name => $"[{Version(name)}, )");
            if (!path.EndsWith(".nuget.lock.json", StringComparison.Ordinal))
            {
                Assert.Equal(asked.OrderBy(one => one.Key, StringComparer.Ordinal), direct.OrderBy(one => one.Key, StringComparer.Ordinal));
            }
        }
    }

    [SkippableTheory]
    [InlineData("true", "true")]
    [InlineData("", "")]
    public void Restore_InContinuousIntegration_IsLocked(string ci, string locked)
    {
        Skip.IfNot(Tool.IsOnPath("dotnet"), "needs the .NET SDK");
        var property = Tool.Run(
            "",
            Repository.Root,
            "env",
            $"CI={ci}",
            "dotnet",
            "msbuild",
            "components/Infra.Core",
            "-getProperty:RestoreLockedMode"
        );

        Assert.Equal((0, locked), (property.ExitCode, property.Output.Trim()));
        Assert.Contains("export CI=true\n", Repository.Read(".ci", "run"), StringComparison.Ordinal);
    }

    private static bool ReachesPulumi(string project) =>
        XDocument.Load(project).Descendants("UsesPulumi").Any() || References(project).Any(ReachesPulumi);

    private static IEnumerable<string> References(string project) =>
        XDocument
            .Load(project)
            .Descendants("ProjectReference")
            .Select(reference => reference.Attribute("Include")!.Value)
            .Select(path => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(project)!, path)));

    private static IEnumerable<string> Asked(string project)
    {
        var own = XDocument.Load(project);
        var shared = project.Contains(".Tests/", StringComparison.Ordinal)
            ? XDocument.Load(Repository.PathOf("tests", "Directory.Build.props"))
            : new XDocument();
        return own.Descendants("PackageReference")
            .Concat(shared.Descendants("PackageReference"))
            .Select(one => one.Attribute("Include")!.Value);
    }

    private static string Version(string package) =>
        XDocument
            .Load(Repository.PathOf("Directory.Packages.props"))
            .Descendants("PackageVersion")
            .Single(version => version.Attribute("Include")!.Value == package)
            .Attribute("Version")!
            .Value;
}
