namespace Infra.Cli.Preflight;

/// <summary>A cloud's own command-line tool; tests substitute their own.</summary>
public interface ICloudTool
{
    /// <summary>Runs it to completion, for a bounded time. Arguments are passed unchanged: no shell interprets them.</summary>
    /// <param name="program"><c>aws</c>, <c>az</c> or <c>gcloud</c>.</param>
    /// <param name="environment">In addition to this program's own.</param>
    ToolAnswer Run(string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment = null);
}

/// <summary>How a tool's run ended.</summary>
public enum ToolEnd
{
    Done,

    /// <summary>A non-zero exit status.</summary>
    Refused,

    /// <summary>No such program.</summary>
    Missing,

    /// <summary>It timed out, or printed too much.</summary>
    CutOff,
}

/// <summary>The result of a run.</summary>
/// <param name="Output">Standard output; for programs, never shown.</param>
/// <param name="Errors">Standard error.</param>
public sealed record ToolAnswer(ToolEnd End, string Output = "", string Errors = "");
