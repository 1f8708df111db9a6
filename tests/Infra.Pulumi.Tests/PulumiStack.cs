using System.Text.Json.Nodes;

namespace Infra.Pulumi.Tests;

/// <summary>A stack with its own state, on the given plugins.</summary>
/// <param name="plugins">Package to the folder of its plugin.</param>
internal sealed class PulumiStack(Checkout checkout, string name, IReadOnlyDictionary<string, string> plugins)
{
    // Emulated VMs boot for minutes; everything else takes seconds.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    private readonly string _home = Home(checkout, name, plugins);

    internal string Name => name;

    /// <summary>Additional variables for each run of the command; null removes one.</summary>
    internal Dictionary<string, string?> Environment { get; } = [];

    internal Task<Ran> InitAsync() => RunAsync("stack", "init", name);

    internal Task<Ran> PreviewAsync(params string[] options) => RunAsync(["preview", "--non-interactive", "-s", name, .. options]);

    internal Task<Ran> UpAsync(params string[] options) =>
        RunAsync(["up", "--yes", "--skip-preview", "--non-interactive", "-s", name, .. options]);

    internal Task<Ran> RefreshAsync() => RunAsync("refresh", "--yes", "--skip-preview", "--non-interactive", "-s", name);

    internal Task<Ran> DestroyAsync(params string[] options) =>
        RunAsync(["destroy", "--yes", "--skip-preview", "--non-interactive", "-s", name, .. options]);

    internal async Task<JsonNode> OutputsAsync() => JsonNode.Parse((await RunAsync("stack", "output", "--json", "-s", name)).Ok().Stdout)!;

    /// <summary>Type and name of every resource in the state, except the stack itself.</summary>
    internal async Task<string[]> ResourcesAsync()
    {
        var exported = JsonNode.Parse((await RunAsync("stack", "export", "-s", name)).Ok().Stdout)!;
        return
        [
            .. (exported["deployment"]!["resources"]?.AsArray() ?? [])
                .Select(one => Shown((string)one!["urn"]!))
                .Where(IsOurs)
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>
    /// A preview's action for each resource: the engine's operation (create, same, update, replace, delete …), then type and name.
    /// </summary>
    internal async Task<string[]> StepsAsync()
    {
        var preview = JsonNode.Parse((await RunAsync("preview", "--json", "-s", name)).Ok().Stdout)!;
        return
        [
            .. (preview["steps"]?.AsArray() ?? [])
                .Select(step => (Operation: (string)step!["op"]!, Resource: Shown((string)step["urn"]!)))
                .Where(step => IsOurs(step.Resource))
                .Select(step => $"{step.Operation} {step.Resource}")
                .Order(StringComparer.Ordinal),
        ];
    }

    internal Task<Ran> RunAsync(params string[] arguments) => RunAsync(null, arguments);

    internal Task<Ran> RunAsync(string? stdin, string[] arguments)
    {
        var environment = new Dictionary<string, string?>
        {
            ["PULUMI_HOME"] = _home,
            ["PULUMI_BACKEND_URL"] = $"file://{checkout.Scratch($"{name}-state")}",
            ["PULUMI_CONFIG_PASSPHRASE"] = "a passphrase",
            ["PULUMI_SKIP_UPDATE_CHECK"] = "true",
            ["PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION"] = "true",
            ["NO_COLOR"] = "1",
            // As on a developer's machine: in CI an incomplete lock file is an error, which is tested elsewhere.
            ["CI"] = null,
            // Build servers would outlive the test, and hold the copy's files.
            ["MSBUILDDISABLENODEREUSE"] = "1",
            ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
            ["UseSharedCompilation"] = "false",
        };
        foreach (var (key, value) in Environment)
            environment[key] = value;
        return Ran.RunAsync("pulumi", arguments, checkout.Root, environment, Patience, stdin);
    }

    // urn:pulumi:STACK::PROJECT::PARENT$TYPE::NAME
    private static string Shown(string urn) => $"{urn.Split("::")[2].Split('$')[^1]} {string.Join("::", urn.Split("::")[3..])}";

    // The engine's own: the stack, and the default providers.
    private static bool IsOurs(string resource) =>
        !resource.StartsWith("pulumi:pulumi:Stack ", StringComparison.Ordinal)
        && !(
            resource.StartsWith("pulumi:providers:", StringComparison.Ordinal)
            && resource.Split(' ')[1].StartsWith("default", StringComparison.Ordinal)
        );

    /// <summary>A <c>PULUMI_HOME</c> with only these plugins.</summary>
    internal static string Home(Checkout checkout, string name, IReadOnlyDictionary<string, string> plugins)
    {
        var home = checkout.Scratch($"{name}-home");
        var folder = Directory.CreateDirectory(Path.Combine(home, "plugins")).FullName;
        foreach (var (package, source) in plugins)
        {
            // The command ignores folders that are symbolic links.
            var own = Directory.CreateDirectory(Path.Combine(folder, $"resource-{package}-v{Toolchain.VersionOf(package)}")).FullName;
            foreach (var file in Directory.EnumerateFiles(source))
                File.CreateSymbolicLink(Path.Combine(own, Path.GetFileName(file)), file);
        }

        return home;
    }
}
