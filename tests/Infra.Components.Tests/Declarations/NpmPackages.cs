using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using Infra.Components.Tests.Testing;

namespace Infra.Components.Tests.Declarations;

/// <summary>The pinned npm packages (standin/contracts/packages.json) as installed by scripts/setup.</summary>
internal static class NpmPackages
{
    /// <summary>Each package's folder by its name; or the reason they are not available.</summary>
    internal static async Task<(ImmutableSortedDictionary<string, string>? Folders, string? Missing)> FindAsync()
    {
        var fetch = Path.Combine(StackRun.Repository, "standin", "contracts", "extract", "fetch.mjs");
        var (exit, output, errors) = await NodeAsync([fetch, Cache, "--cached"]);
        return exit switch
        {
            0 => (
                JsonSerializer.Deserialize<Dictionary<string, string>>(output)!.ToImmutableSortedDictionary(StringComparer.Ordinal),
                null
            ),
            4 => (null, $"the published declarations are {errors.Trim()}. With node, npm and a registry, scripts/setup fetches them."),
            127 => (null, errors),
            _ => throw new InvalidOperationException($"{fetch} ended with {exit}: {output}{errors}"),
        };
    }

    /// <summary>Runs node; exit status 127 if it is not installed.</summary>
    internal static async Task<(int Exit, string Output, string Errors)> NodeAsync(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("node", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start)!;
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            return (process.ExitCode, await output, await errors);
        }
        catch (Win32Exception)
        {
            return (127, "", "node is not installed");
        }
    }

    private static string Cache =>
        Path.Combine(
            Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } set
                ? set
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
            "infra",
            "npm"
        );
}
