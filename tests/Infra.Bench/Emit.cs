using Infra.Core;
using Infra.Core.Addressing;
using Infra.Core.Firewall;

namespace Infra.Bench;

/// <summary>The work being measured: from intent to the three files a node's kernel loads.</summary>
internal static class Emit
{
    internal static (string Sets, string V4, string V6) Node(ProjectPlan plan, string node)
    {
        var table = NodeFilter.Compile(plan, node);
        return (IpSetEmitter.Emit(table), IptablesEmitter.Emit(table, IpFamily.V4), IptablesEmitter.Emit(table, IpFamily.V6));
    }

    /// <summary>Stack file and lock file in, the firewalls of all nodes out.</summary>
    /// <returns>The number of characters, so that nothing can be optimised away.</returns>
    internal static long Project(string text, string lockText)
    {
        var plan = Samples.Project(text, lockText);
        return plan.Topology.Nodes.Sum(node =>
        {
            var (sets, v4, v6) = Node(plan, node.Key);
            return (long)sets.Length + v4.Length + v6.Length;
        });
    }

    /// <summary>As a separate process, with files.</summary>
    internal static int OneNode(string directory)
    {
        Write(directory, Node(Samples.OneNode(), Samples.PeerNode));
        return 0;
    }

    /// <summary>As a separate process, with files: reads <c>stack</c> and <c>lock</c> there.</summary>
    internal static int WholeProject(string directory)
    {
        var plan = Samples.Project(File.ReadAllText(Path.Combine(directory, "stack")), File.ReadAllText(Path.Combine(directory, "lock")));
        foreach (var node in plan.Topology.Nodes)
        {
            Write(Directory.CreateDirectory(Path.Combine(directory, node.Key)).FullName, Node(plan, node.Key));
        }

        return 0;
    }

    private static void Write(string directory, (string Sets, string V4, string V6) files)
    {
        File.WriteAllText(Path.Combine(directory, "sets"), files.Sets);
        File.WriteAllText(Path.Combine(directory, "rules.v4"), files.V4);
        File.WriteAllText(Path.Combine(directory, "rules.v6"), files.V6);
    }
}
