using Infra.Cli.Preflight;

namespace Infra.Cli.Tests.Preflight;

/// <summary>A cloud's tool that answers from a list: with the first entry whose words all occur in the call.</summary>
internal sealed class RecordedTool(params (string Words, ToolAnswer Answer)[] answers) : ICloudTool
{
    internal List<string> Calls { get; } = [];

    internal List<IReadOnlyDictionary<string, string>?> Environments { get; } = [];

    public ToolAnswer Run(string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var call = $"{program} {string.Join(' ', arguments)}";
        Calls.Add(call);
        Environments.Add(environment);
        return answers.FirstOrDefault(answer => answer.Words.Split(' ').All(word => call.Contains(word, StringComparison.Ordinal))).Answer
            ?? new ToolAnswer(ToolEnd.Refused, "", $"nothing was recorded for: {call}");
    }

    internal static ToolAnswer Says(string json) => new(ToolEnd.Done, json);

    internal static ToolAnswer Refuses(string errors) => new(ToolEnd.Refused, "", errors);

    /// <summary>These answers, except those with the same words.</summary>
    internal static (string, ToolAnswer)[] Instead((string Words, ToolAnswer Answer)[] answers, string words, ToolAnswer answer) =>
        [(words, answer), .. answers];
}
