using System.Text.Json;
using System.Text.RegularExpressions;

namespace Infra.Cli.Preflight;

/// <summary>Runs one of the clouds' tools, and parses its JSON.</summary>
internal sealed partial class Questions(ICloudTool tool, string program)
{
    private const int LongestProblem = 300;

    internal string Program => program;

    /// <param name="read">
    /// Extracts what is needed; if something is not as expected, only this answer is unreadable.
    /// </param>
    internal Reply<T> Ask<T>(Func<JsonElement, T> read, params string[] arguments)
    {
        var answer = tool.Run(program, arguments);
        if (answer.End != ToolEnd.Done)
        {
            return new Reply<T>(default, Problem(answer), false);
        }

        try
        {
            using var document = JsonDocument.Parse(answer.Output);
            return new Reply<T>(read(document.RootElement), "", true);
        }
        catch (Exception e)
            when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or OverflowException)
        {
            return new Reply<T>(
                default,
                $"'{program} {arguments[0]} {arguments[1]}' returned output that this version cannot parse",
                false
            );
        }
    }

    private string Problem(ToolAnswer answer) =>
        answer.End switch
        {
            ToolEnd.Missing => $"{program} is not installed",
            ToolEnd.CutOff => $"{program} did not answer in time",
            _ => Shortened(answer.Errors) is { Length: > 0 } reason ? $"{program}: {reason}" : $"{program} failed without a message",
        };

    /// <summary>A tool's error message, shortened. Anything that could be a key or a token is removed: tools quote their input.</summary>
    private static string Shortened(string errors)
    {
        var line = string.Join(' ', errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        var plain = Secretive().Replace(line, "…");
        return plain.Length > LongestProblem ? $"{plain[..LongestProblem]}…" : plain;
    }

    // Access keys have 20 characters and secret keys 40, always including a digit; subscription IDs contain dashes.
    [GeneratedRegex(@"(?=[A-Za-z+/_=]*[0-9])[A-Za-z0-9+/_=]{20,}(?:\.[A-Za-z0-9+/_=-]{20,})*")]
    private static partial Regex Secretive();
}
