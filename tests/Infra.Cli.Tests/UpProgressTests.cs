using Infra.Cli.Progress;
using Infra.Engine;
using Infra.Engine.Results;

namespace Infra.Cli.Tests;

public sealed class UpProgressTests
{
    private TimeSpan now = TimeSpan.Zero;

    [Theory]
    [InlineData("infra-stage: orders-db-1 firewall", "firewall", "")]
    [InlineData("[   21.4] infra-stage: orders-db-1 ready\r", "ready", "")]
    [InlineData("infra-stage: orders-db-1 failed no empty device", "failed", "no empty device")]
    public void Parse_StageLine_IsRead(string line, string stage, string reason) =>
        Assert.Equal(new StageLine("orders-db-1", stage, reason), StageLine.Parse(line));

    [Theory]
    [InlineData("infra-stage: orders-db-1 dancing")]
    [InlineData("infra-stage: ORDERS ready")]
    [InlineData("orders-db-1 ready")]
    public void Parse_AnythingElse_IsNot(string line) => Assert.Null(StageLine.Parse(line));

    [Fact]
    public void Take_StagesOfANode_FillsItsRowOnce()
    {
        var progress = Progress();
        now = TimeSpan.FromSeconds(20);
        Assert.Equal("[   20 s] orders-db-1 firewall", progress.Take(Output("infra-stage: orders-db-1 firewall")));
        now = TimeSpan.FromSeconds(25);
        Assert.Null(progress.Take(Output("infra-stage: orders-db-1 firewall")));
        Assert.Equal("[   25 s] orders-db-1 identity", progress.Take(Output("infra-stage: orders-db-1 identity")));
        var rows = progress.View().Rows;
        Assert.Equal(["orders-db-1", "orders-db-2"], rows.Select(r => r.Node));
        Assert.Equal<TimeSpan?>(
            [TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(25), null, null, null, null],
            rows[0].Reached.AsEnumerable()
        );
        Assert.All(rows[1].Reached, at => Assert.Null(at));
    }

    [Fact]
    public void Take_NodeFails_RowSaysWhy()
    {
        var progress = Progress();
        Assert.Equal(
            "[    0 s] orders-db-1 failed: no empty device",
            progress.Take(Output("infra-stage: orders-db-1 failed no empty device"))
        );
        Assert.Equal("no empty device", progress.View().Rows[0].Failure);
    }

    [Fact]
    public void Take_ResourceLife_ListsWhatIsBeingWorkedOn()
    {
        var progress = Progress();
        Assert.Equal("[    0 s] create vm ...", progress.Take(new EngineEvent.Started("u", "t", "vm", StepAction.Create)));
        Assert.Equal("vm", Assert.Single(progress.View().Running));
        Assert.Equal(
            "[    0 s] vm done in 1.5 s",
            progress.Take(new EngineEvent.Finished("u", "t", "vm", StepAction.Create, TimeSpan.FromSeconds(1.5)))
        );
        Assert.Empty(progress.View().Running);
        Assert.Null(progress.Take(new EngineEvent.Finished("u2", "t", "same", StepAction.Same, TimeSpan.Zero)));
        Assert.Equal(2, progress.View().Done);
    }

    [Fact]
    public void Take_Failure_IsOneLine()
    {
        var progress = Progress();
        var error = new EngineDiagnostic(EngineCodes.CommandFailed, "exit 1\nlast words", "");
        Assert.Equal(
            "[    0 s] vm FAILED after 2.0 s: exit 1",
            progress.Take(new EngineEvent.Failed("u", "t", "vm", StepAction.Create, TimeSpan.FromSeconds(2), error))
        );
    }

    private UpProgress Progress() => new(["orders-db-1", "orders-db-2"], () => now);

    private static EngineEvent.Output Output(string line) => new("urn", "orders-db-1-ready", OutputStream.Stderr, line);
}
