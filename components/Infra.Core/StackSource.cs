namespace Infra.Core;

/// <summary>A stack file: <c>Pulumi.&lt;stack&gt;.yaml</c>.</summary>
/// <param name="Text">The whole text; the project is under <c>config: infra:project:</c>.</param>
/// <param name="FileName">As messages shall name it.</param>
public sealed record StackSource(string Text, string FileName);

/// <summary>A lock file: <c>&lt;stack&gt;.lock.yaml</c>.</summary>
/// <param name="Text">The whole text; null where there is no such file yet.</param>
/// <param name="FileName">As messages shall name it.</param>
public sealed record LockSource(string? Text, string FileName, LockMode Mode)
{
    /// <summary>What else is asked of it.</summary>
    public LockRequests Requests { get; init; } = LockRequests.None;
}

/// <summary>What to do about anything that the lock file does not hold yet.</summary>
public enum LockMode
{
    /// <summary>Allocate it and report it in <see cref="ProjectPlan.LockChanges"/>.</summary>
    Extend,

    /// <summary>An error that names the command to run: for CI, where the reviewed file is the truth.</summary>
    Frozen,
}
