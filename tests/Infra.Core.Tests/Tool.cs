using System.Diagnostics;

namespace Infra.Core.Tests;

/// <summary>Runs a real tool and keeps its output.</summary>
internal sealed record Tool(int ExitCode, string Output)
{
    /// <summary>Why tests that need their own network namespace cannot run here; null if they can.</summary>
    internal static string? NoNamespaces { get; } = Probe();

    /// <summary>Starts a tool that runs in parallel with the test.</summary>
    internal static Process Start(string name, params string[] arguments) => StartIn("/", name, arguments);

    internal static Tool Run(string input, string directory, string name, params string[] arguments)
    {
        using var process = StartIn(directory, name, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        try
        {
            process.StandardInput.Write(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // A tool that rejects its arguments ends before it reads: its exit code and message tell.
        }

        process.WaitForExit();
        return new Tool(process.ExitCode, output.Result + error.Result);
    }

    internal static bool IsOnPath(string name) => Find(name) is not null;

    internal static string? Find(string name) =>
        $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/sbin"
            .Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(directory => Path.Combine(directory, name))
            .FirstOrDefault(File.Exists);

    private static Process StartIn(string directory, string name, string[] arguments) =>
        Process.Start(
            new ProcessStartInfo(name, arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = directory,
            }
        ) ?? throw new InvalidOperationException($"{name} did not start.");

    private static string? Probe()
    {
        foreach (var name in (string[])["unshare", "iptables-nft-restore", "iptables-legacy-restore", "ipset"])
        {
            if (!IsOnPath(name))
            {
                return $"needs {name} (Debian packages util-linux, iptables, ipset)";
            }
        }

        return Run("", "/", "unshare", "--net", "true").ExitCode == 0 ? null : "needs to be root, for network namespaces";
    }
}
