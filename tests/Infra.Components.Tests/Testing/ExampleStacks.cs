namespace Infra.Components.Tests.Testing;

/// <summary>The stack files beside the program, with their lock files.</summary>
internal static class ExampleStacks
{
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

    internal static Task<StackRun> RunAsync(string stack) => StackRun.OfAsync(Text(stack), LockText(stack));
}
