using System.CommandLine;
using System.Text.RegularExpressions;
using Infra.Core.Spec.Text;

namespace Infra.Cli.Usage;

/// <summary>The errors in a command line, one line per mistake: an unknown word is one mistake, whatever else it causes.</summary>
internal static partial class UsageProblems
{
    private const string Root = "scripts/infra";

    /// <param name="stacks">The existing stacks; a stack's name without <c>--stack</c> is the most common slip.</param>
    internal static IReadOnlyList<(string Message, string Remedy)> Of(ParseResult parsed, IReadOnlyCollection<string> stacks)
    {
        var command = parsed.CommandResult.Command;
        var isRoot = command is RootCommand;
        if (parsed.UnmatchedTokens is [var word, ..])
        {
            return [isRoot ? AtRoot(command, word) : InCommand(command, word, stacks)];
        }

        var remedy = isRoot ? $"{Root} --help lists the commands." : $"{Root} {command.Name} --help lists its options.";
        return
        [
            .. parsed
                .Errors.Select(error => InWords(error.Message.ReplaceLineEndings(" ")))
                .Distinct()
                .Select(message => (message, remedy)),
        ];
    }

    // The parser's messages use its own type names.
    private static string InWords(string message) =>
        NotParsed().Match(message) is { Success: true } match
            ? $"'{match.Groups[1].Value}' is not a valid value of {match.Groups[2].Value}."
            : message;

    [GeneratedRegex("^Cannot parse argument '(.*)' for option '([^']*)' as expected type ")]
    private static partial Regex NotParsed();

    private static (string, string) AtRoot(Command root, string word)
    {
        var verbs = root.Subcommands.Where(verb => !verb.Hidden).Select(verb => verb.Name).ToList();
        if (word.StartsWith('-'))
        {
            return (
                $"There is no option '{word}' here.",
                $"The command comes first: {Root} plan {word}. {Root} --help lists the commands."
            );
        }

        return (
            $"There is no command '{word}'.",
            Suggestion.For(word, verbs) is { } near
                ? $"Did you mean '{near}'? {Root} --help lists the commands."
                : $"The commands are {string.Join(", ", verbs)}."
        );
    }

    private static (string, string) InCommand(Command command, string word, IReadOnlyCollection<string> stacks)
    {
        var options = command.Options.Where(option => !option.Hidden).ToList();
        var names = options.SelectMany(option => option.Aliases.Append(option.Name)).ToList();
        var help = $"{Root} {command.Name} --help lists its options.";
        if (word.StartsWith('-'))
        {
            // Also with its value after an equals sign.
            var name = word.Split('=')[0];
            return names.Contains(name)
                ? ($"The option '{name}' of {command.Name} must come after the command.", $"Write: {Root} {command.Name} {word} …")
                : (
                    $"{command.Name} has no option '{name}'.",
                    Suggestion.For(name, names) is { } near ? $"Did you mean '{near}'? {help}" : help
                );
        }

        if (names.Contains("--stack") && (stacks.Contains(word) ? word : Suggestion.For(word, stacks)) is { } stack)
        {
            return ($"'{word}' stands alone.", $"Did you mean '--stack {stack}'?");
        }

        var takesValues = options
            .Where(option => option.HelpName is not null)
            .Select(option => $"{option.Name} {option.HelpName!.ToUpperInvariant()}")
            .ToList();
        return (
            $"'{word}' stands alone.",
            takesValues.Count == 0
                ? $"{command.Name} takes no arguments: {help}"
                : $"Values follow their options: {string.Join(", ", takesValues)}. {help}"
        );
    }
}
