using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Infra.Lab.Tests;

/// <summary>
/// A project directory for the test with one local stack, operated with the real <c>infra</c> command. The stack is named after the test
/// process, so that a developer's running stacks are left alone.
/// </summary>
internal sealed class LabProject : IDisposable
{
    private static readonly string Repository = FindRepository();
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("infra-lab-");

    /// <param name="purpose">Lower-case letters; part of the stack's and the project's name.</param>
    /// <param name="edit">From the committed local stack to the required one.</param>
    internal LabProject(string purpose, Func<string, string>? edit = null)
    {
        Stack = $"{purpose}{Environment.ProcessId}";
        Directory.CreateDirectory(Path.GetDirectoryName(StackFile)!);
        File.Copy(Path.Combine(Repository, "Pulumi.yaml"), Path.Combine(_directory.FullName, "Pulumi.yaml"));
        var text = File.ReadAllText(Path.Combine(Repository, "stacks", "Pulumi.local.yaml"));
        File.WriteAllText(StackFile, (edit ?? (same => same))(text));
    }

    /// <summary>Why these tests cannot run here; null if they can.</summary>
    internal static string? Missing { get; } =
        Environment.UserName != "root" ? "The local cloud needs root (network namespaces, taps)."
        : !Tool("qemu-system-x86_64") ? "qemu-system-x86_64 is not installed: scripts/setup."
        : !Tool("mmdebstrap") ? "mmdebstrap is not installed: scripts/setup."
        : null;

    internal string Stack { get; }

    internal string Root => _directory.FullName;

    private string StackFile => Path.Combine(_directory.FullName, "stacks", $"Pulumi.{Stack}.yaml");

    internal void Edit(Func<string, string> edit)
    {
        var before = File.ReadAllText(StackFile);
        var after = edit(before);
        Assert.NotEqual(before, after);
        File.WriteAllText(StackFile, after);
    }

    /// <summary>Runs <c>infra &lt;command&gt; --stack … &lt;arguments&gt;</c> to completion.</summary>
    internal async Task<Ran> InfraAsync(string command, params string[] arguments)
    {
        using var process = Start(command, arguments);
        return await Ran.ToEndAsync(process, TimeSpan.FromMinutes(25));
    }

    /// <summary>Starts <c>infra</c> and returns immediately; its output is redirected.</summary>
    internal Process Start(string command, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, "infra.dll"), command, "--stack", Stack, .. arguments])
            start.ArgumentList.Add(argument);

        // The stack is new in every run, so its addresses are too: CI's requirement of a reviewed lock file does not apply.
        start.Environment.Remove("CI");
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    /// <summary>The rows of <c>infra verify --json</c>, whatever its verdict.</summary>
    internal async Task<IReadOnlyList<VerifyRow>> VerifyAsync(params string[] checks)
    {
        var ran = await InfraAsync("verify", ["--json", .. checks.SelectMany(check => (string[])["--check", check])]);
        var rows = JsonNode.Parse(ran.Output)?["rows"]?.AsArray() ?? throw new InvalidOperationException(ran.ToString());
        var read = rows.Select(row => new VerifyRow(
                (string)row!["check"]!,
                (string)row["subject"]!,
                (string)row["expected"]!,
                (string)row["observed"]!,
                (bool)row["passed"]!
            ))
            .ToList();

        // The verdict, the rows and the exit status must agree.
        Assert.Equal(read.All(row => row.Passed) ? 0 : 1, ran.ExitCode);
        return read;
    }

    /// <summary>How to log in, by node key.</summary>
    internal async Task<IReadOnlyDictionary<string, LabNode>> NodesAsync()
    {
        var ran = await InfraAsync("status", "--json");
        return JsonNode
            .Parse(ran.Output)!
            .AsArray()
            .ToDictionary(
                node => (string)node!["node"]!,
                node => new LabNode((string)node!["host"]!, (int)node["port"]!, (string)node["user"]!, (string)node["privateKeyPath"]!)
            );
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private static bool Tool(string name) =>
        $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/sbin".Split(':').Any(path => File.Exists(Path.Combine(path, name)));

    private static string FindRepository()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Infra.sln")))
                return at.FullName;
        }

        throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
