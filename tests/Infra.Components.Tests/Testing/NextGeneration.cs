using Infra.Core;
using Infra.Core.Deployments;

namespace Infra.Components.Tests.Testing;

/// <summary>Lock files of projects whose nodes were replaced: one after the other, as in practice.</summary>
internal static class NextGeneration
{
    /// <summary>The lock file after replacing the named nodes, or all nodes if none is named.</summary>
    internal static string Of(string stackText, string lockText, params string[] nodes)
    {
        var all = Ask(stackText, lockText, LockRequests.None).Topology.Nodes;
        foreach (var node in all.Where(node => nodes.Length == 0 || nodes.Contains(node.Key)))
        {
            var replaced = Ask(
                stackText,
                lockText,
                new LockRequests { Replace = [node.Key], Empties = [.. node.Volumes.Select(volume => $"{node.Key}/{volume.Name}")] }
            );
            lockText = Ask(stackText, replaced.LockText, new LockRequests { Refilled = [node.Key] }).LockText;
        }

        return lockText;
    }

    /// <summary>The lock file without entries the stack file no longer requires.</summary>
    internal static string Without(string stackText, string lockText, params string[] removed) =>
        Ask(stackText, lockText, new LockRequests { Remove = [.. removed] }).LockText;

    private static ProjectPlan Ask(string stackText, string lockText, LockRequests requests)
    {
        var outcome = ProjectCompiler.Compile(
            new StackSource(stackText, "Pulumi.test.yaml"),
            new LockSource(lockText, "test.lock.yaml", LockMode.Extend) { Requests = requests }
        );
        Assert.True(outcome.Succeeded, string.Join('\n', outcome.Diagnostics));
        return outcome.Value!;
    }
}
