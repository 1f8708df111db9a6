using System.Runtime.CompilerServices;
using System.Xml.Linq;
using Infra.Core.Deployments;

namespace Infra.Core.Tests.House;

/// <summary>Which project may reference which: the whole table, so that a new edge is a decision and not an accident.</summary>
public sealed class ProjectsTests
{
    private static readonly (string Project, string[] Uses)[] Table =
    [
        ("Infra.Core", []),
        // Runs any Pulumi program, ours or not.
        ("Infra.Engine", []),
        // Shares nothing with the compiler: shared code could prove nothing about it.
        ("Infra.Reachability", []),
        ("Infra.Components", ["Infra.Core"]),
        ("Infra.Verify", ["Infra.Core"]),
        ("Infra.Projects", ["Infra.Components"]),
        // The program `pulumi` starts: its stack is in the library, which the command line shares.
        ("Infra.Stacks", ["Infra.Projects"]),
        ("Infra.Cli", ["Infra.Engine", "Infra.Projects", "Infra.Verify"]),
        ("Infra.Bench", ["Infra.Core"]),
    ];

    [Fact]
    public void Projects_UseTheseProjects()
    {
        var found = Directory
            .EnumerateFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories)
            .Where(file => !file.Contains(".Tests", StringComparison.Ordinal) && !file.Contains("/standin/", StringComparison.Ordinal))
            .Select(file => $"{Name(file)} -> {string.Join(' ', Uses(file))}")
            .Order(StringComparer.Ordinal);
        Assert.Equal(Table.Select(one => $"{one.Project} -> {string.Join(' ', one.Uses)}").Order(StringComparer.Ordinal), found);
    }

    /// <summary>If components could call a stage, it would end up inside an Apply: what is internal stays so.</summary>
    [Fact]
    public void StagesOfTheCompiler_AreOpenToItsTestsAndBenchmarksAlone() =>
        Assert.Equal(
            ["Infra.Core.Tests", "infra-bench"],
            typeof(DeploymentCompiler)
                .Assembly.GetCustomAttributes(typeof(InternalsVisibleToAttribute), inherit: false)
                .Cast<InternalsVisibleToAttribute>()
                .Select(friend => friend.AssemblyName)
                .Order(StringComparer.Ordinal)
        );

    private static IEnumerable<string> Uses(string file) =>
        XDocument
            .Load(file)
            .Descendants("ProjectReference")
            .Select(reference => Name(reference.Attribute("Include")!.Value))
            .Order(StringComparer.Ordinal);

    private static string Name(string file) => Path.GetFileNameWithoutExtension(file);
}
