namespace Infra.Core;

/// <summary>A stack file: <c>Pulumi.&lt;stack&gt;.yaml</c>.</summary>
/// <param name="Text">The whole text; the project is under <c>config: infra:project:</c>.</param>
/// <param name="FileName">The name that messages show.</param>
public sealed record StackSource(string Text, string FileName);

/// <summary>A lock file: <c>&lt;stack&gt;.lock.yaml</c>.</summary>
/// <param name="Text">The whole text; null if the file does not exist yet.</param>
/// <param name="FileName">The name that messages show.</param>
public sealed record LockSource(string? Text, string FileName, LockMode Mode)
{
    /// <summary>Further requests.</summary>
    public LockRequests Requests { get; init; } = LockRequests.None;
}

/// <summary>How to handle what is missing in the lock file.</summary>
public enum LockMode
{
    /// <summary>Allocate it and report it in <see cref="ProjectPlan.LockChanges"/>.</summary>
    Extend,

    /// <summary>An error that names the command to run: for CI, where the reviewed file is authoritative.</summary>
    Frozen,
}
