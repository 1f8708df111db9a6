using System.CommandLine;
using Infra.Cli.Output;

namespace Infra.Cli.Drafting;

/// <summary>An answer a command needs: from its option, else from the person at the terminal, else the default.</summary>
/// <param name="answers">Where the person's lines come from; null: nobody is there.</param>
internal sealed class Questions(ParseResult parsed, Screen messages, TextReader? answers)
{
    private readonly List<string> missing = [];

    /// <summary>Options that are required because nobody can be asked.</summary>
    internal IReadOnlyList<string> Missing => missing;

    /// <summary>One answer.</summary>
    /// <param name="usual">The default for an empty answer; null: an answer is required.</param>
    internal string Of(Option<string?> option, string question, string? usual)
    {
        if (parsed.GetValue(option) is { } given)
        {
            return given;
        }

        return Ask(question, usual) ?? usual ?? Lack(option.Name);
    }

    /// <summary>Several, with commas or blanks between where they are typed.</summary>
    internal IReadOnlyList<string> Of(Option<string[]> option, string question, string? usual)
    {
        if (parsed.GetValue(option) is { Length: > 0 } given)
        {
            return Parts(string.Join(',', given));
        }

        return Parts(Ask(question, usual) ?? usual ?? Lack(option.Name));
    }

    private static string[] Parts(string text) =>
        text.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private string Lack(string option)
    {
        missing.Add(option);
        return "";
    }

    private string? Ask(string question, string? usual)
    {
        while (answers is not null)
        {
            messages.Line(new Piece(question, Tone.Strong), string.IsNullOrEmpty(usual) ? ":" : $" [{usual}]:");
            // The end of the input is no answer, and would be asked for for ever.
            if (answers.ReadLine() is not { } line)
            {
                throw new OperationCanceledException();
            }

            if (line.Trim() is { Length: > 0 } answer)
            {
                return answer;
            }

            if (usual is not null)
            {
                return null;
            }
        }

        return null;
    }
}
