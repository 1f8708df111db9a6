using Infra.Reachability;
using Infra.Reachability.Layers;
using Infra.Reachability.Packets;

namespace Infra.Core.Tests.Reachability;

/// <summary>The outcome for a packet that passes through several layers, and which of them decided it.</summary>
public sealed class WayTests
{
    private static readonly Packet Any = new(Ip.Parse("10.0.0.1"), Ip.Parse("10.0.0.2"), ProtocolNumber.Tcp) { DestinationPort = 22 };

    [Theory]
    [InlineData(new Verdict[] { }, Outcome.Delivered, 0)]
    [InlineData(new[] { Verdict.Accept }, Outcome.Delivered, 1)]
    [InlineData(new[] { Verdict.Accept, Verdict.Accept }, Outcome.Delivered, 2)]
    [InlineData(new[] { Verdict.Accept, Verdict.Reject }, Outcome.Rejected, 2)]
    [InlineData(new[] { Verdict.Reject, Verdict.Accept }, Outcome.Rejected, 1)]
    [InlineData(new[] { Verdict.Drop, Verdict.Reject }, Outcome.Dropped, 1)]
    [InlineData(new[] { Verdict.Reject, Verdict.Drop }, Outcome.Rejected, 1)]
    public void Way_OfLayers_EndsAtTheFirstThatRefuses(Verdict[] verdicts, Outcome outcome, int steps)
    {
        var trace = Through(verdicts).Follow(Any);

        Assert.Equal(outcome, trace.Outcome);
        Assert.Equal(Enumerable.Range(0, steps).Select(number => $"layer {number}"), trace.Steps.Select(step => step.Layer));
        Assert.Equal(verdicts.Take(steps), trace.Steps.Select(step => step.Decision.Verdict));
    }

    /// <summary>No decision is not consent.</summary>
    [Theory]
    [InlineData(Verdict.Continue)]
    [InlineData(Verdict.Untrack)]
    public void Way_WithALayerThatDoesNotDecide_IsAnError(Verdict verdict) =>
        Assert.Throws<UnknownRuleException>(() => Through(Verdict.Accept, verdict).Follow(Any));

    [Theory]
    [InlineData(true, Verdict.Accept, 0)]
    [InlineData(false, Verdict.Drop, 0)]
    [InlineData(false, Verdict.Reject, 0)]
    [InlineData(false, Verdict.Continue, 0)]
    [InlineData(true, Verdict.Drop, 1)]
    [InlineData(false, Verdict.Accept, 1)]
    public void Oracle_IntentAndFilter_DifferWhenOneAccepts(bool intended, Verdict emitted, int differences) =>
        Assert.Equal(differences, Oracle.Compare([Any], _ => intended, _ => Decided(emitted)).Count());

    [Theory]
    [InlineData(true, Verdict.Accept, false, 0)]
    [InlineData(true, Verdict.Drop, false, 1)]
    [InlineData(true, Verdict.Drop, true, 0)]
    [InlineData(false, Verdict.Accept, false, 1)]
    [InlineData(false, Verdict.Accept, true, 1)]
    [InlineData(false, Verdict.Drop, true, 0)]
    public void Oracle_TwoLayers_DifferUnlessTheInnerMayBeStricter(bool outer, Verdict inner, bool stricter, int differences) =>
        Assert.Equal(differences, Oracle.CompareLayers([Any], _ => outer, _ => Decided(inner), _ => stricter).Count());

    private static Way Through(params Verdict[] verdicts) =>
        new([.. verdicts.Select((verdict, number) => new Layer($"layer {number}", _ => Decided(verdict)))]);

    private static Decision Decided(Verdict verdict) => new(verdict, "", "a rule");
}
