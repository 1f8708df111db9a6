namespace Infra.Engine.Results;

/// <summary>What a run does to a resource.</summary>
public enum StepAction
{
    /// <summary>Nothing changes.</summary>
    Same,

    /// <summary>It does not exist yet.</summary>
    Create,

    /// <summary>It changes in place. With <see cref="PlanStep.ReplaceUndecided"/>: the provider may decide to replace it.</summary>
    Update,

    /// <summary>A new one is created, then the old one deleted (the other way round with deleteBeforeReplace).</summary>
    Replace,

    /// <summary>It is no longer declared.</summary>
    Delete,
}
