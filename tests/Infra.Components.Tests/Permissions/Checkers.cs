using System.ComponentModel;
using System.Diagnostics;
using Infra.Components.Tests.Testing;

namespace Infra.Components.Tests.Permissions;

/// <summary>Programs of others that check documents, as far as this machine has them.</summary>
internal static class Checkers
{
    private const string Script = "tests/Infra.Components.Tests/Permissions/checkers/fetch";

    private static readonly string Cache = Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } set
            ? set
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        "infra",
        "checkers"
    );

    /// <summary>Runs a script with node; skips the test if what it needs is not there.</summary>
    internal static (int Exit, string Output) Node(string script, string package, string input)
    {
        // As it stands in the repository, next to what was fetched: an import is resolved from where the script lies.
        var from = Path.Combine(StackRun.Repository, Path.GetDirectoryName(Script)!, script);
        Skip.IfNot(Directory.Exists(Path.Combine(Cache, "node_modules", package)), $"{package} is not in the cache: run {Script}");
        var text = File.ReadAllText(from);
        return Run("node", input, "--input-type=module", "--eval", text);
    }

    internal static (int Exit, string Output) Bicep(string file)
    {
        var bicep = Path.Combine(Cache, "bicep");
        Skip.IfNot(File.Exists(bicep), $"the Bicep compiler is not in the cache: run {Script}");
        return Run(bicep, "", "build", file, "--stdout");
    }

    /// <summary>Runs a program of this machine; skips the test if it is not installed.</summary>
    internal static (int Exit, string Output) Installed(string program, string input, params string[] arguments)
    {
        try
        {
            return Run(program, input, arguments);
        }
        catch (Win32Exception)
        {
            Skip.If(true, $"{program} is not installed");
            throw;
        }
    }

    private static (int Exit, string Output) Run(string program, string input, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Directory.Exists(Cache) ? Cache : Path.GetTempPath(),
        };
        start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
        return (process.ExitCode, output.Result + errors.Result);
    }
}
