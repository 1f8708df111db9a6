using System.Collections.Concurrent;

namespace Infra.Components.Tests.Testing;

/// <summary>
/// The stack files next to the program, with their lock files, and those in `tests/stacks`: shapes of running stacks that no example has.
/// </summary>
internal static class ExampleStacks
{
    private static readonly ConcurrentDictionary<string, Task<StackRun>> Runs = new(StringComparer.Ordinal);

    private static readonly string[] Folders =
    [
        Path.Combine(StackRun.Repository, "stacks"),
        Path.Combine(StackRun.Repository, "tests", "stacks"),
    ];

    internal static IEnumerable<string> Names { get; } =
    [
        .. Folders
            .SelectMany(folder => Directory.EnumerateFiles(folder, "Pulumi.*.yaml"))
            .Select(file => Path.GetFileName(file)["Pulumi.".Length..^".yaml".Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Each cloud's plain example, without public addresses; the others are special cases of it.</summary>
    internal static IEnumerable<string> Plain { get; } = ["aws-private", "azure-private", "gcp-private", "local"];

    internal static string Text(string stack) => File.ReadAllText(Path.Combine(FolderOf(stack), $"Pulumi.{stack}.yaml"));

    /// <summary>The lock file's text; empty if there is none.</summary>
    internal static string LockText(string stack)
    {
        var file = Path.Combine(FolderOf(stack), $"{stack}.lock.yaml");
        return File.Exists(file) ? File.ReadAllText(file) : "";
    }

    private static string FolderOf(string stack) => Folders.First(folder => File.Exists(Path.Combine(folder, $"Pulumi.{stack}.yaml")));

    /// <summary>The unmodified example: one run shared by all callers, since nothing changes it.</summary>
    internal static Task<StackRun> RunAsync(string stack) => Runs.GetOrAdd(stack, _ => StackRun.OfAsync(Text(stack), LockText(stack)));
}
