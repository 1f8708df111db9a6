using System.Globalization;
using System.Text;
using Infra.Cli.Stacks;
using Infra.Core;
using Infra.Core.Deployments;
using Infra.Core.Diagnostics;

namespace Infra.Cli.Tests;

/// <summary>
/// Whatever a stack file or a lock file contains, the program plans it or reports where the error is and what to do; it never crashes.
/// </summary>
public sealed class FuzzTests : IDisposable
{
    private const int Seed = 20261128;

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("infra-fuzz-");

    [Fact]
    public void Files_Damaged_ArePlannedOrRefusedWithPlaceAndRemedy()
    {
        var (seed, count) = (Number("INFRA_FUZZ_SEED") ?? Seed, Number("INFRA_FUZZ_COUNT") ?? 3500);
        var files = Committed();
        var mutants = new Mutants(seed);
        var (planned, refused) = (0, 0);
        for (var number = 0; number < count; number++)
        {
            var (stack, locked) = files[number % files.Count];
            var (other, otherLock) = files[(number / 3) % files.Count];
            var inLock = number % 3 == 0 && locked.Length > 0;
            var text = inLock ? Encoding.UTF8.GetBytes(stack) : mutants.Of(stack, other);
            var lockText =
                inLock ? mutants.Of(locked, otherLock)
                : locked.Length == 0 || number % 5 == 0 ? null
                : Encoding.UTF8.GetBytes(locked);
            var mode = number % 2 == 0 ? LockMode.Extend : LockMode.Frozen;
            var what =
                $"seed {seed}, mutant {number}, of the {(inLock ? "lock" : "stack")} file:\n"
                + $"{Encoding.UTF8.GetString(inLock ? lockText! : text)}";

            var outcome = Load(text, lockText, mode, what);

            Assert.All(outcome.Diagnostics, found => Check(found, text, lockText, what));
            Assert.True(
                outcome.Succeeded || outcome.Diagnostics.Any(found => found.Severity == Severity.Error),
                $"Refused without a word: {what}"
            );
            (planned, refused) = outcome.Succeeded ? (planned + 1, refused) : (planned, refused + 1);
        }

        // The mutants are neither all valid nor all invalid.
        Assert.InRange(planned, count / 50, count);
        Assert.InRange(refused, count / 2, count);
    }

    [Fact]
    public async Task Commands_OnDamagedFiles_EndWellOrWithBadInput()
    {
        await File.WriteAllTextAsync(Path.Combine(_root.FullName, "Pulumi.yaml"), "name: infra\n");
        Directory.CreateDirectory(Path.Combine(_root.FullName, "stacks"));
        var (stackFile, lockFile) = (
            Path.Combine(_root.FullName, "stacks", "Pulumi.s.yaml"),
            Path.Combine(_root.FullName, "stacks", "s.lock.yaml")
        );
        var files = Committed();
        var mutants = new Mutants((Number("INFRA_FUZZ_SEED") ?? Seed) + 1);
        string[][] commands =
        [
            ["policy"],
            ["lock"],
            ["plan"],
            ["permissions"],
            ["policy", "--json"],
            ["plan", "--json"],
        ];
        for (var number = 0; number < (Number("INFRA_FUZZ_COMMANDS") ?? 150); number++)
        {
            var (stack, locked) = files[number % files.Count];
            await File.WriteAllBytesAsync(stackFile, number % 3 == 0 ? Encoding.UTF8.GetBytes(stack) : mutants.Of(stack, stack));
            await File.WriteAllBytesAsync(
                lockFile,
                number % 3 == 0 && locked.Length > 0 ? mutants.Of(locked, locked) : Encoding.UTF8.GetBytes(locked)
            );
            if (locked.Length == 0)
            {
                File.Delete(lockFile);
            }

            var command = commands[number % commands.Length];
            using var output = new Recorder();
            using var errors = new Recorder();
            var code = await InfraCommand.RunAsync(
                [.. command, "--stack", "s"],
                () => new Workspace(_root.FullName),
                output.Screen,
                errors.Screen
            );

            Assert.True(
                code is ExitCode.Ok or ExitCode.BadInput,
                $"{string.Join(' ', command)} ends with {code} on mutant {number}:\n{errors.Text}"
            );
            Assert.True(
                code == ExitCode.Ok
                    || errors.Text.Contains("error INF", StringComparison.Ordinal)
                    || output.Text.Contains("INF", StringComparison.Ordinal),
                $"mutant {number} is refused without a word"
            );
        }
    }

    public void Dispose() => _root.Delete(recursive: true);

    private static Outcome<DeploymentPlan> Load(byte[] stack, byte[]? locked, LockMode mode, string what)
    {
        var (text, garbled) = SourceText.Decode(stack, "stacks/Pulumi.s.yaml", isLock: false);
        var (lockText, lockGarbled) = locked is null ? (null, null) : SourceText.Decode(locked, "stacks/s.lock.yaml", isLock: true);
        if (garbled is not null || lockGarbled is not null)
        {
            return new Outcome<DeploymentPlan>(null, [garbled ?? lockGarbled!]);
        }

        try
        {
            return DeploymentCompiler.Compile(
                new StackSource(text!, "stacks/Pulumi.s.yaml"),
                new LockSource(lockText, "stacks/s.lock.yaml", mode)
            );
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"{e.GetType().Name} on {what}", e);
        }
    }

    private static void Check(Diagnostic found, byte[] stack, byte[]? locked, string what)
    {
        var isLock = found.Where.File.EndsWith(".lock.yaml", StringComparison.Ordinal);
        var lines = (isLock ? locked ?? [] : stack).Count(octet => octet == (byte)'\n') + 1;
        Assert.True(found.Where is { Column: > 0, Line: > 0 } && found.Where.Line <= lines + 1, $"{found} has no place in {what}");
        Assert.True(found.Where.File.StartsWith("stacks/", StringComparison.Ordinal), $"{found} is in no file of {what}");
        Assert.True(
            found.Message.EndsWith('.') || found.Message.EndsWith('?') || found.Message.Contains(". ", StringComparison.Ordinal),
            $"{found} is no sentence: {what}"
        );
        Assert.True(found.Remedy.Trim().Length > 3, $"{found} has no remedy: {what}");
        Assert.DoesNotContain('\n', found.ToString());
    }

    /// <summary>Every stack file of the repository with its lock file, or an empty text if it has none.</summary>
    private static List<(string Text, string Lock)> Committed()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "Infra.sln")))
        {
            root = Path.GetDirectoryName(root)!;
        }

        var stacks = new[] { "stacks", "tests" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root, folder), "Pulumi.*.yaml", SearchOption.AllDirectories))
            .Where(path => !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(path => (Text: File.ReadAllText(path), Lock: LockOf(path)))
            .ToList();
        Assert.InRange(stacks.Count, 5, 1000);
        Assert.InRange(stacks.Count(stack => stack.Lock.Length > 0), 5, 1000);
        return stacks;
    }

    private static string LockOf(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path)["Pulumi.".Length..];
        var locked = Path.Combine(Path.GetDirectoryName(path)!, $"{name}.lock.yaml");
        return File.Exists(locked) ? File.ReadAllText(locked) : "";
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;
}
