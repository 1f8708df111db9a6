using System.Text.RegularExpressions;

namespace Infra.Cli.Progress;

/// <summary>A line by which a booting node reports progress: <c>infra-stage: &lt;node&gt; &lt;stage&gt;</c>.</summary>
/// <param name="Reason">The reason, if the stage is <c>failed</c>; else empty.</param>
public sealed partial record StageLine(string Node, string Stage, string Reason)
{
    /// <summary>In the order nodes reach them.</summary>
    public static readonly IReadOnlyList<string> Stages = ["firewall", "identity", "volumes", "mesh", "ssh", "ready"];

    /// <summary>Parses a line; null for any other. A console may print its own text before it.</summary>
    public static StageLine? Parse(string line)
    {
        var match = Pattern().Match(line);
        return match.Success
            ? new StageLine(match.Groups["node"].Value, match.Groups["stage"].Value, match.Groups["reason"].Value.Trim())
            : null;
    }

    [GeneratedRegex("infra-stage: (?<node>[a-z0-9-]+) (?<stage>firewall|identity|volumes|mesh|ssh|ready|failed)(?<reason>( .*)?)\r?$")]
    private static partial Regex Pattern();
}
