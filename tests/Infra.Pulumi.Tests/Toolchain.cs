using System.Reflection;
using System.Text.Json.Nodes;

namespace Infra.Pulumi.Tests;

/// <summary>The real command and its dependencies, all found as the command itself would find them.</summary>
internal static class Toolchain
{
    /// <summary>The repository, found upwards from the tests' directory.</summary>
    internal static string Repository { get; } = FindRepository();

    internal static string ProviderFolder { get; } = Path.Combine(Repository, "tests", "Infra.Pulumi.Tests", "provider");

    /// <summary>Skips unless the real command can run the program on simulated clouds.</summary>
    internal static void Demand()
    {
        DemandCommand();
        DemandProvider();
    }

    /// <summary>Skips unless the real command can run the program.</summary>
    internal static void DemandCommand()
    {
        var sdk = typeof(Toolchain).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "PulumiSdk").Value;
        Skip.If(
            sdk != "nuget",
            $"built against the stand-in for Pulumi's packages (PulumiSdk={sdk}), which the pulumi command cannot run; "
                + "scripts/setup says why"
        );
        foreach (var program in new[] { "pulumi", "pulumi-language-dotnet" })
            Skip.If(OnPath(program) is null, $"{program} is not on PATH: https://www.pulumi.com/docs/install/");
    }

    /// <summary>Skips unless the command itself is installed; no program is run.</summary>
    internal static void DemandCli() => Skip.If(OnPath("pulumi") is null, "pulumi is not on PATH: https://www.pulumi.com/docs/install/");

    /// <summary>Skips unless this project's fake plugins can start.</summary>
    internal static void DemandProvider()
    {
        Skip.If(OnPath("node") is null, "node is not installed (Debian: apt-get install nodejs npm)");
        Skip.IfNot(
            Directory.Exists(Path.Combine(ProviderFolder, "node_modules", "@pulumi", "pulumi")),
            "the played plug-ins' packages are not installed: scripts/setup installs them where npm works"
        );
    }

    /// <summary>The folder of the real command plugin, as created by <c>pulumi plugin install</c>; skips without it.</summary>
    internal static string DemandCommandPlugin()
    {
        var home = Environment.GetEnvironmentVariable("PULUMI_HOME") is { Length: > 0 } given
            ? given
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".pulumi");
        var folder = Path.Combine(home, "plugins", $"resource-command-v{VersionOf("command")}");
        Skip.IfNot(Directory.Exists(folder), $"{folder} is not there: pulumi plugin install resource command {VersionOf("command")}");
        return folder;
    }

    /// <summary>The version of a package the repository is built against.</summary>
    internal static string VersionOf(string package)
    {
        var packages = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository, "standin", "contracts", "packages.json")))!;
        return (string)packages["providers"]!.AsArray().Single(one => (string)one!["contract"]! == package)!["version"]!;
    }

    internal static string? OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);

    private static string FindRepository()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Infra.sln")))
                return at.FullName;
        }

        throw new DirectoryNotFoundException("The tests run outside the repository.");
    }
}
