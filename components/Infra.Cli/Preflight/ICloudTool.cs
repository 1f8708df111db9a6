namespace Infra.Cli.Preflight;

/// <summary>A cloud's own command-line tool; a test answers as one would.</summary>
public interface ICloudTool
{
    /// <summary>Runs it to its end, for a bounded time. Arguments go to the program as they are: no shell reads them.</summary>
    /// <param name="program"><c>aws</c>, <c>az</c> or <c>gcloud</c>.</param>
    ToolAnswer Run(string program, IReadOnlyList<string> arguments);
}

/// <summary>How a call of a tool ended.</summary>
public enum ToolEnd
{
    Done,

    /// <summary>Another exit status than 0.</summary>
    Refused,

    /// <summary>No such program.</summary>
    Missing,

    /// <summary>It took too long, or said more than anybody reads.</summary>
    CutOff,
}

/// <summary>What a call gave.</summary>
/// <param name="Output">Standard output; for programs, never shown.</param>
/// <param name="Errors">Standard error.</param>
public sealed record ToolAnswer(ToolEnd End, string Output = "", string Errors = "");
