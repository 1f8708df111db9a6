using System.Diagnostics;
using System.Text;
using Infra.Core.Tests.Spec;

namespace Infra.Core.Tests;

/// <summary>Alone in the process, and in processor time: neither other tests nor a busy machine count.</summary>
[CollectionDefinition(nameof(SpeedTests), DisableParallelization = true)]
[Collection(nameof(SpeedTests))]
public sealed class SpeedTests
{
    [Fact]
    public void Compile_AThousandNodes_TakesWellUnderASecond()
    {
        var text = new StringBuilder(StackText.With("cloud: local\n    region: local", "cloud: aws\n    region: us-west-2"));
        text.Replace("zones: 3", "zones: 4").Replace("      orders-db:", "      s0:").Replace("nodes: 3", "nodes: 8");
        for (var i = 1; i < 125; i++)
        {
            text.Append($"      s{i}: {{ type: postgresql, plan: business-8, nodes: 8, allowedSources: [10.7.0.0/16], volumes: {{ data: 100 }} }}\n");
        }

        // The best of three: the first pays for the JIT compiler.
        var best = Enumerable.Range(0, 3).Min(_ => Measure(text.ToString()));

        Assert.InRange(best, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    /// <summary>Compiles without a lock file, then with it.</summary>
    private static TimeSpan Measure(string text)
    {
        var before = ProcessorTime();
        var fresh = StackText.Plan(text);
        var again = StackText.Plan(text, fresh.LockText);
        var taken = ProcessorTime() - before;

        Assert.Equal(1000, fresh.Topology.Nodes.Length);
        Assert.Empty(again.LockChanges);
        return taken;
    }

    private static TimeSpan ProcessorTime()
    {
        using var self = Process.GetCurrentProcess();
        return self.TotalProcessorTime;
    }
}
