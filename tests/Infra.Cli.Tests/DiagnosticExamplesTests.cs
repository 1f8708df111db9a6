using System.Diagnostics;
using System.Text.RegularExpressions;
using Infra.Cli.Findings;
using Infra.Cli.Stacks;
using Infra.Core;
using Infra.Core.Spec;
using Infra.Projects;

namespace Infra.Cli.Tests;

/// <summary>
/// The examples in docs/diagnostics.md that are more than one line: each is followed in a copy of this repository's stacks, and the
/// program must report its code. (Infra.Core.Tests has those that are one line.)
/// </summary>
public sealed class DiagnosticExamplesTests : IDisposable
{
    private const string Script = "scripts/infra ";

    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("infra-examples-");
    private string? edited;

    public DiagnosticExamplesTests()
    {
        var product = Workspace.Find().Root;
        Directory.CreateDirectory(In("stacks"));
        Directory.CreateDirectory(In("scripts"));
        File.Copy(Path.Combine(product, "Pulumi.yaml"), In("Pulumi.yaml"));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(product, "stacks"), "*.yaml"))
        {
            File.Copy(file, In("stacks", Path.GetFileName(file)));
        }

        File.WriteAllText(In("scripts", "infra"), $"exec dotnet {typeof(InfraCommand).Assembly.Location} \"$@\"\n");
        Shell("chmod +x scripts/infra && git init -q && git add stacks");
    }

    public static TheoryData<string> InContext =>
        [.. DiagnosticPage.All.Values.Where(page => IsInContext(page.Example)).Select(page => page.Code)];

    /// <summary>What leads to a code is shown for each: here, as one line, or the page says why there is nothing to show.</summary>
    [Fact]
    public void Codes_All_HaveAnExample() =>
        Assert.Equal(
            ["INF1433"],
            DiagnosticPage
                .All.Values.Where(page =>
                    page.Code.StartsWith("INF", StringComparison.Ordinal)
                    && page.Example.IsEmpty
                    && !page.Meaning.StartsWith("No longer in use", StringComparison.Ordinal)
                )
                .Select(page => page.Code)
        );

    [Theory]
    [MemberData(nameof(InContext))]
    public async Task Example_WhenFollowed_LeadsToItsCode(string code)
    {
        var steps = DiagnosticPage.All[code].Example;
        var before = In("stacks-before");
        Shell($"cp -r stacks {before}");
        var changes = false;
        var last = "";
        var i = 0;
        while (i < steps.Length)
        {
            if (steps[i].StartsWith("$ ", StringComparison.Ordinal))
            {
                var isStopped = i + 1 < steps.Length && steps[i + 1] == "^C";
                last = isStopped ? await StopAsync(steps[i][2..]) : await RunAsync(steps[i][2..]);
                changes = true;
                i += isStopped ? 2 : 1;
                continue;
            }

            var diff = steps.Skip(i + 1).TakeWhile(line => line[..2] is "- " or "+ " or "  ").ToList();
            Assert.NotEmpty(diff);
            changes |= diff.Any(line => line[0] != ' ');
            Edit(steps[i], diff);
            last = "";
            i += 1 + diff.Count;
        }

        if (last.Length > 0)
        {
            AssertReports(last, code);
            return;
        }

        AssertReports(await InfraAsync("validate", "--stack", StackOf(edited!)), code);
        if (changes)
        {
            // A positive control: the edit is what leads to it.
            Shell($"rm -r stacks && mv {before} stacks");
            Assert.DoesNotContain($" {code}: ", await InfraAsync("validate", "--stack", StackOf(edited!)), StringComparison.Ordinal);
        }
    }

    public void Dispose() => root.Delete(recursive: true);

    private static bool IsInContext(IEnumerable<string> example) =>
        example.FirstOrDefault() is { } first
        && (first.StartsWith("$ ", StringComparison.Ordinal) || File.Exists(Path.Combine(Workspace.Find().Root, first)));

    private static void AssertReports(string output, string code) => Assert.Matches($@"\b(error|warning) {code}: ", output);

    private static string StackOf(string file) =>
        Path.GetFileName(file).Split('.') is ["Pulumi", var stack, "yaml"] ? stack : file.Split('/', '.')[1];

    private string In(params string[] parts) => Path.Combine([root.FullName, .. parts]);

    /// <summary>Applies a diff: its lines occur in the file in this order, apart from indentation and comments.</summary>
    private void Edit(string file, List<string> diff)
    {
        var lines = File.ReadAllLines(In(file)).ToList();
        // Lines that are added first belong above the next one that is there.
        var anchor = diff.First(line => line[0] != '+')[2..];
        var at = Find(lines, 0, anchor.Trim());
        var indent = Indent(lines[at]) - Indent(anchor);
        foreach (var line in diff)
        {
            var text = line[2..].Trim();
            if (line[0] == '+')
            {
                lines.Insert(at++, new string(' ', indent + Indent(line[2..])) + text);
                continue;
            }

            at = Find(lines, at, text);
            indent = Indent(lines[at]) - Indent(line[2..]);
            if (line[0] == '-')
            {
                lines.RemoveAt(at);
            }
            else
            {
                at++;
            }
        }

        File.WriteAllLines(In(file), lines);
        edited = file;
    }

    private static int Indent(string line) => line.Length - line.TrimStart().Length;

    private static int Find(List<string> lines, int from, string text)
    {
        var at = lines.FindIndex(from, line => line.Trim() == text || line.Trim().StartsWith($"{text} #", StringComparison.Ordinal));
        Assert.True(at >= 0, $"'{text}' is not in the file, after its line {from}.");
        return at;
    }

    private async Task<string> RunAsync(string command)
    {
        if (Regex.Match(command, @"^scripts/infra lock --stack (\S+) & (scripts/infra .*)$") is { Success: true } both)
        {
            // The first reads the file, and before it writes, the second is through.
            var workspace = new Workspace(root.FullName);
            var first = LoadedStack.Load(workspace, both.Groups[1].Value, LockMode.Extend);
            await RunAsync(both.Groups[2].Value);
            return Assert.Throws<LockChangedException>(() => workspace.Files.WriteLock(first.Name, first.Plan)).Message;
        }

        if (Regex.Match(command, @"^pulumi preview -s (\S+) --config-file (\S+)$") is { Success: true } pulumi)
        {
            // What Pulumi hands to the program; tests/Infra.Pulumi.Tests has the command itself.
            var other = StackConfig.Read(new StackSource(await File.ReadAllTextAsync(In(pulumi.Groups[2].Value)), "other"));
            var files = new Workspace(root.FullName).Files;
            var outcome = StackLoader.Load(files, pulumi.Groups[1].Value, LockMode.Extend, other.Values["infra:project"]);
            return string.Join('\n', outcome.Diagnostics);
        }

        if (command.StartsWith(Script, StringComparison.Ordinal))
        {
            return await InfraAsync(command[Script.Length..].Split(' '));
        }

        edited = Regex.Match(command, @"stacks/[\w.-]+\.yaml(?!.*stacks/)") is { Success: true } file ? file.Value : edited;
        var output = Shell(command);
        return command.Contains(Script, StringComparison.Ordinal) ? output : "";
    }

    private async Task<string> InfraAsync(params string[] args)
    {
        using var output = new Recorder();
        using var errors = new Recorder();
        await InfraCommand.RunAsync(args, () => new Workspace(root.FullName), output.Screen, errors.Screen);
        return output.Text + errors.Text;
    }

    /// <summary>A run of the program that is interrupted, as soon as it listens.</summary>
    private async Task<string> StopAsync(string command)
    {
        for (var wait = 200; wait < 20_000; wait += wait / 2)
        {
            var output = Shell($"timeout -s INT {wait / 1000.0:0.0##} {command}");
            if (output.Contains("INF1439", StringComparison.Ordinal))
            {
                return output;
            }
        }

        return "";
    }

    private string Shell(string command)
    {
        using var process = Process.Start(
            new ProcessStartInfo("bash", ["-c", command])
            {
                WorkingDirectory = root.FullName,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output + errors.Result;
    }
}
