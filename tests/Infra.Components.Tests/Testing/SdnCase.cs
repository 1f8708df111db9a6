using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Infra.Core;
using Infra.Core.Deployments;
using Infra.Core.Sdn;

namespace Infra.Components.Tests.Testing;

/// <summary>One of the cases whose firewalls are committed literally, run as a stack, with the rules Core lists for it.</summary>
internal sealed partial record SdnCase(StackRun Run, ImmutableArray<SdnFile> Files)
{
    /// <param name="name">Of a file in <c>tests/Infra.Core.Tests/Fixtures/Cases</c>.</param>
    internal static async Task<SdnCase> OfAsync(string name, string cloud, string region)
    {
        var text = Text(name, cloud, region);
        var run = await StackRun.OfAsync(text, lockText: "");
        var compiled = ProjectCompiler.Compile(
            new StackSource(text, "Pulumi.test.yaml"),
            new LockSource(run.LockText, "test.lock.yaml", LockMode.Frozen)
        );
        Assert.True(compiled.Succeeded, string.Join('\n', compiled.Diagnostics));
        return new SdnCase(run, CloudFirewall.Compile(compiled.Value!).Files());
    }

    /// <summary>A case is written for the local cloud, and may have IPv6 clients, which other clouds' networks do not support.</summary>
    internal static string Text(string name, string cloud, string region)
    {
        var text = File.ReadAllText(Path.Combine(StackRun.Repository, "tests", "Infra.Core.Tests", "Fixtures", "Cases", $"{name}.yaml"));
        return Network6()
            .Replace(
                text.Replace(
                    "cloud: local\n    region: local",
                    $"cloud: {cloud}\n    region: {region}\n    managementRoutes: [198.51.100.0/24]",
                    StringComparison.Ordinal
                ),
                ""
            );
    }

    /// <summary>The rules of one file, sorted; empty if the project has no such file.</summary>
    internal IEnumerable<string> Lines(string file) =>
        (Files.SingleOrDefault(one => one.Name == file)?.Text ?? "")
            .Split('\n')
            .Select(line => line.Split('#')[0].TrimEnd())
            .Where(line => line.Length > 0)
            .Order(StringComparer.Ordinal);

    [GeneratedRegex(",? ?\"[0-9a-f:]+/[0-9]+\"")]
    private static partial Regex Network6();
}
