using System.Collections.Concurrent;

namespace Infra.Components.Tests.Testing;

/// <summary>The stack files beside the program, with their lock files.</summary>
internal static class ExampleStacks
{
    private static readonly ConcurrentDictionary<string, Task<StackRun>> Runs = new(StringComparer.Ordinal);

    internal static IEnumerable<string> Names { get; } =
    [
        .. Directory.EnumerateFiles(Path.Combine(StackRun.Repository, "stacks"), "Pulumi.*.yaml")
            .Select(file => Path.GetFileName(file)["Pulumi.".Length..^".yaml".Length]).Order(StringComparer.Ordinal),
    ];

    /// <summary>Of each cloud the plain one; the others are special cases of it.</summary>
    internal static IEnumerable<string> Plain { get; } = ["aws-example", "azure-example", "gcp-example", "local"];

    internal static string Text(string stack) => File.ReadAllText(Path.Combine(StackRun.Repository, "stacks", $"Pulumi.{stack}.yaml"));

    /// <summary>The lock file's text; empty for none.</summary>
    internal static string LockText(string stack)
    {
        var file = Path.Combine(StackRun.Repository, "stacks", $"{stack}.lock.yaml");
        return File.Exists(file) ? File.ReadAllText(file) : "";
    }

    /// <summary>The example as it is: the same run for all that ask, for nothing changes it.</summary>
    internal static Task<StackRun> RunAsync(string stack) => Runs.GetOrAdd(stack, _ => StackRun.OfAsync(Text(stack), LockText(stack)));
}
