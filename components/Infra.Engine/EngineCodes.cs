namespace Infra.Engine;

/// <summary>Every code of the engine; meanings never change. 1xx program, 2xx plan, 3xx apply, 4xx state.</summary>
public static class EngineCodes
{
    /// <summary>The program threw, or failed outside any resource.</summary>
    public const string ProgramFailed = "ENG0101";

    /// <summary>Two resources have the same URN.</summary>
    public const string DuplicateUrn = "ENG0102";

    /// <summary>Two resources have the same type and name under different parents; mocks cannot tell them apart.</summary>
    public const string AmbiguousName = "ENG0103";

    /// <summary>The stack did not pass on the engine's StackOptions.</summary>
    public const string HookNotCalled = "ENG0104";

    /// <summary>An invoke requires a cloud; a plan shows a placeholder (warning), an up fails (error).</summary>
    public const string CloudInvoke = "ENG0105";

    /// <summary>The stack contains resources that only the pulumi CLI can apply.</summary>
    public const string NeedsPulumiUp = "ENG0201";

    /// <summary>A protected resource would be deleted or replaced.</summary>
    public const string Protected = "ENG0202";

    /// <summary>A resource uses a feature the engine does not support.</summary>
    public const string Unsupported = "ENG0203";

    /// <summary>A command exited with a non-zero status, or could not be started.</summary>
    public const string CommandFailed = "ENG0301";

    /// <summary>A host could not be reached, rejected the login, or presented a host key other than the pinned one.</summary>
    public const string ConnectionFailed = "ENG0302";

    /// <summary>The run was cancelled.</summary>
    public const string Cancelled = "ENG0303";

    /// <summary>A command of an interrupted run was still running and has been stopped (warning).</summary>
    public const string LeftoverStopped = "ENG0304";

    /// <summary>A command ended but left a process that holds its output open (warning).</summary>
    public const string OutputHeldOpen = "ENG0305";

    /// <summary>A file is not a readable state.</summary>
    public const string StateUnreadable = "ENG0401";

    /// <summary>The state was written by a newer version.</summary>
    public const string StateTooNew = "ENG0402";

    /// <summary>The state belongs to another project or stack.</summary>
    public const string StateOfAnother = "ENG0403";

    /// <summary>The key of the state's secrets is missing, or is not the one they were encrypted with.</summary>
    public const string KeyMissing = "ENG0404";

    /// <summary>Another run holds the lock.</summary>
    public const string Locked = "ENG0405";
}
