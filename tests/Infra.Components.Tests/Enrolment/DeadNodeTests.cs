using Infra.Components.Tests.Testing;
using Pulumi;

namespace Infra.Components.Tests.Enrolment;

/// <summary>
/// A node that was already dead keeps no other from a change; one that rejects the change, or is lost after it, stops the rollout. Three
/// nodes, one in each zone.
/// </summary>
public class DeadNodeTests
{
    private const string Remote = "command:remote:Command";

    /// <summary>For each zone: what its node does. Then the nodes that are pushed to.</summary>
    public static TheoryData<string, string, string, string> Outcomes =>
        new()
        {
            { "dead", "answers", "answers", "2 3" },
            { "answers", "dead", "answers", "1 3" },
            { "answers", "answers", "dead", "1 2" },
            { "dead", "dead", "answers", "3" },
            { "dead", "answers", "dead", "2" },
            { "answers", "dead", "dead", "1" },
            { "dead", "dead", "dead", "" },
            { "refuses", "answers", "answers", "1" },
            { "answers", "refuses", "answers", "1 2" },
            { "answers", "answers", "refuses", "1 2 3" },
            { "rolls back", "answers", "answers", "1" },
            { "answers", "rolls back", "answers", "1 2" },
            { "answers", "answers", "rolls back", "1 2 3" },
            // A dead node's zone stops nothing, and hides nothing.
            { "dead", "refuses", "answers", "2" },
            { "dead", "rolls back", "answers", "2" },
            { "refuses", "dead", "answers", "1" },
            { "answers", "dead", "refuses", "1 3" },
        };

    [Theory]
    [MemberData(nameof(Outcomes))]
    public async Task Change_InThreeZones_ReachesWhomItMay(string first, string second, string third, string pushed)
    {
        string[] does = [first, second, third];
        var mocks = new CloudMocks
        {
            Silent = [.. Where(does, "dead").Select(node => Endpoint(node))],
            Failing =
            [
                .. Where(does, "refuses").Select(node => $"orders-db-{node}-push"),
                .. Where(does, "rolls back").Select(node => $"orders-db-{node}-confirm"),
            ],
        };

        var error = await Assert.ThrowsAsync<RunException>(() => StackRun.OfAsync(mocks: mocks));

        Assert.Equal(
            pushed,
            string.Join(' ', Enumerable.Range(1, 3).Where(node => mocks.Inputs.ContainsKey((Remote, $"orders-db-{node}-push"))))
        );
        var stopped = does.Any(one => one is "refuses" or "rolls back");
        Assert.Equal(stopped, error.Message.Contains("refused", StringComparison.Ordinal));
        foreach (var node in Where(does, "dead"))
        {
            // The run ends with the error that stops it; the others are warned about when they are skipped.
            if (!stopped)
                Assert.Contains($"orders-db-{node} did not answer at 10.42.", error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(mocks.Inputs.Keys, key =>
                key.Name == $"orders-db-{node}-confirm" || key.Name == $"orders-db-{node}-volumes"
            );
        }

        foreach (var node in Where(does, "answers").Where(node => !stopped))
            Assert.Contains((Remote, $"orders-db-{node}-volumes"), mocks.Inputs.Keys);
    }

    [Fact]
    public async Task Change_OneNodeDead_EndsWithOneMessageThatNamesItAndWhatToDo()
    {
        var error = await Assert.ThrowsAsync<RunException>(() => StackRun.OfAsync(mocks: new CloudMocks { Silent = [Endpoint(2)] }));

        Assert.Matches(
            "orders-db-2 did not answer at 10\\.42\\.[0-9.]+ port 22 within 20 s \\(no answer at all\\)\\. It keeps "
                + "what it confirmed last; all other nodes have this run's changes\\. "
                + "Rules of removed sources are deleted by the next run without errors, or now with pulumi up --continue-on-error\\. "
                + "Once it answers, run up again to continue\\. A lost node is replaced, one at a time: "
                + "scripts/infra lock --stack aws-private --replace orders-db-2 --empties orders-db-2/data, then run up\\.",
            error.Message
        );
        Assert.DoesNotContain("\n", error.Message.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_AsksNobodyAndShowsWhatComesWhenAllAnswer()
    {
        var mocks = new CloudMocks { Silent = [Endpoint(1), Endpoint(2), Endpoint(3)] };

        var preview = await StackRun.OfAsync(preview: true, mocks: mocks);

        Assert.Equal((await StackRun.OfAsync()).Resources.Keys, preview.Resources.Keys);
        Assert.DoesNotContain(mocks.Calls, call => call.Token == "command:local:run");
    }

    /// <summary>Otherwise the state would contain it, and every preview show it.</summary>
    [Fact]
    public async Task Message_WhereAllAnswer_IsNoResource() =>
        Assert.DoesNotContain((await StackRun.OfAsync()).Resources.Keys, key => key.EndsWith("-unanswered", StringComparison.Ordinal));

    private static IEnumerable<int> Where(string[] does, string what) => Enumerable.Range(1, 3).Where(node => does[node - 1] == what);

    // As in the example's lock file: one subnet per zone.
    private static string Endpoint(int node) => $"10.42.{(node - 1) * 2}.4:22";
}
