using System.Diagnostics;
using System.Text;
using Infra.Core.Clouds;
using Infra.Core.Clouds.Azure;
using Infra.Core.Clouds.Gcp;
using Infra.Core.Sdn;
using Infra.Core.Tests.Fixtures;
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
        // The best of three: the first includes JIT compilation.
        var text = AThousandNodes();
        var best = Enumerable.Range(0, 3).Min(_ => Measure(text));

        Assert.InRange(best, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void Rules_OfAThousandNodes_TakeWellUnderASecond()
    {
        // No region of these clouds has enough zones for so many in one project, so the plan is another cloud's.
        var plan = StackText.Plan(AThousandNodes());
        foreach (var cloud in (CloudKind[])[CloudKind.Azure, CloudKind.Gcp])
        {
            var relabelled = OnCloud.Relabelled(plan, cloud);
            var best = Enumerable
                .Range(0, 3)
                .Min(_ =>
                {
                    var before = ProcessorTime();
                    Assert.Equal(cloud == CloudKind.Gcp, CloudFirewall.Compile(relabelled).Check(StackText.At).Any());
                    Assert.InRange(
                        (
                            cloud == CloudKind.Azure
                                ? AzureSdn.Listing(AzureFirewall.Compile(relabelled).Groups)
                                : GcpSdn.Listing(GcpFirewall.Compile(relabelled).Rules)
                        )
                            .Split('\n')
                            .Length,
                        1000,
                        2000
                    );
                    return ProcessorTime() - before;
                });
            Assert.InRange(best, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        }
    }

    private static string AThousandNodes()
    {
        var text = new StringBuilder(StackText.On("aws", "us-west-2"));
        text.Replace("zones: 3", "zones: 4").Replace("      orders-db:", "      s0:").Replace("nodes: 3", "nodes: 8");
        for (var i = 1; i < 125; i++)
        {
            text.Append(
                $"      s{i}: {{ type: postgresql, plan: business-8, nodes: 8, allowedSources: [10.7.0.0/16], volumes: {{ data: 100 }} }}\n"
            );
        }

        return text.ToString();
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
