namespace Infra.Engine.Results;

/// <summary>How many custom resources each action touches.</summary>
public sealed record PlanCounts(int Create, int Update, int Replace, int Delete, int Same)
{
    /// <summary>Everything but Same.</summary>
    public int Changes => Create + Update + Replace + Delete;

    internal static PlanCounts Of(IReadOnlyCollection<PlanStep> steps)
    {
        int Count(StepAction action) => steps.Count(s => s.Custom && s.Action == action);
        return new PlanCounts(
            Count(StepAction.Create),
            Count(StepAction.Update),
            Count(StepAction.Replace),
            Count(StepAction.Delete),
            Count(StepAction.Same)
        );
    }

    public override string ToString()
    {
        var parts = new (int Count, string Text)[]
        {
            (Create, "to create"),
            (Update, "to update"),
            (Replace, "to replace"),
            (Delete, "to delete"),
            (Same, "unchanged"),
        };
        return parts.Any(p => p.Count > 0)
            ? string.Join(", ", parts.Where(p => p.Count > 0).Select(p => $"{p.Count} {p.Text}"))
            : "nothing";
    }
}
