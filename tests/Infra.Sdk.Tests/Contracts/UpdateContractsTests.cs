using System.ComponentModel;
using System.Diagnostics;

namespace Infra.Sdk.Tests.Contracts;

/// <summary>The contracts are the script's output for the pinned packages. Requires node, npm and a registry.</summary>
public class UpdateContractsTests
{
    [SkippableFact]
    public async Task Contracts_OnDisk_AreWhatThePinnedPackagesSay()
    {
        var (exit, output) = await RunAsync("standin/contracts", "--check");
        Assert.True(exit == 0, output);
        Assert.Contains("unchanged", output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Package_WithOtherBytesThanRecorded_IsRefused()
    {
        var copy = Directory.CreateTempSubdirectory("contracts-");
        try
        {
            CopyContracts(copy.FullName);
            var packages = Path.Combine(copy.FullName, "packages.json");
            var text = await File.ReadAllTextAsync(packages);
            await File.WriteAllTextAsync(packages, text.Replace("sha512-mut", "sha512-not", StringComparison.Ordinal));
            var (exit, output) = await RunAsync(copy.FullName, "command");
            Assert.NotEqual(0, exit);
            Assert.Contains("@pulumi/command@1.2.1: packages.json records sha512-not", output, StringComparison.Ordinal);
        }
        finally
        {
            copy.Delete(recursive: true);
        }
    }

    private static async Task<(int Exit, string Output)> RunAsync(string contracts, string argument)
    {
        var start = new ProcessStartInfo("node")
        {
            WorkingDirectory = ContractFiles.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { Path.Combine(contracts, "extract", "main.mjs"), Cache, argument },
        };
        using var process = Start(start);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        var all = await output + await errors;
        // The npm client itself failed, whatever the reason: the packages are not available here.
        SkipIfSaid("Command failed: npm pack", "the npm registry does not serve the pinned packages");
        SkipIfSaid("spawnSync npm ENOENT", "npm is not installed");
        return (process.ExitCode, all);

        void SkipIfSaid(string text, string reason) => Skip.If(all.Contains(text, StringComparison.Ordinal), reason);
    }

    // The same as scripts/setup's: what has been fetched and verified is not fetched again.
    private static string Cache =>
        Path.Combine(
            Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } set
                ? set
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
            "infra",
            "npm"
        );

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new SkipException("node is not installed");
        }
    }

    private static void CopyContracts(string target)
    {
        var source = Path.Combine(ContractFiles.Root, "standin/contracts");
        Directory.CreateDirectory(Path.Combine(target, "extract"));
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(target, Path.GetRelativePath(source, file)));
    }
}
