using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Infra.Lab.Tests;

/// <summary>Runs the lab's scripts from the sources.</summary>
internal static class LabScript
{
    internal static string Folder { get; } =
        Path.GetFullPath(Path.Combine(Here(), "..", "..", "components", "Infra.Components", "Local", "lab"));

    /// <summary>Root, and the programs that the network scripts call.</summary>
    internal static bool CanMakeNetworks { get; } = Environment.UserName == "root" && new[] { "ip", "nft", "nsenter", "flock" }.All(OnPath);

    internal static bool OnPath(string program) => Run("/bin/sh", ["-c", "command -v \"$0\"", program]).ExitCode == 0;

    internal static Result Run(
        string program,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string>? environment = null,
        string stdin = ""
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var stdout = process.StandardOutput.ReadToEndAsync();
        var stderr = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(stdin);
        process.StandardInput.Close();
        process.WaitForExit();
        return new Result(process.ExitCode, stdout.GetAwaiter().GetResult(), stderr.GetAwaiter().GetResult());
    }

    private static string Here([CallerFilePath] string thisFile = "") => Path.GetDirectoryName(thisFile)!;

    internal sealed record Result(int ExitCode, string Stdout, string Stderr);
}
