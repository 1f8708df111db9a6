using Infra.Core;

namespace Infra.Components.Tests.Testing;

/// <summary>Lock files of projects whose nodes were replaced: one after the other, as it is done.</summary>
internal static class NextGeneration
{
    /// <summary>The lock file after the named nodes' replacement; all nodes', where none is named.</summary>
    internal static string Of(string stackText, string lockText, params string[] nodes)
    {
        var all = Compile(stackText, lockText, []).Topology.Nodes;
        foreach (var node in all.Where(node => nodes.Length == 0 || nodes.Contains(node.Key)))
            lockText = Compile(stackText, lockText, [node.Key]).LockText;
        return lockText;
    }

    private static ProjectPlan Compile(string stackText, string lockText, string[] replace)
    {
        var outcome = ProjectCompiler.Compile(
            new StackSource(stackText, "Pulumi.test.yaml"), new LockSource(lockText, "test.lock.yaml", LockMode.Extend) { Replace = [.. replace] });
        Assert.True(outcome.Succeeded, string.Join('\n', outcome.Diagnostics));
        return outcome.Value!;
    }
}
