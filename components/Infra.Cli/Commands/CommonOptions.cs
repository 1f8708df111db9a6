using System.CommandLine;
using System.CommandLine.Parsing;
using Infra.Cli.Stacks;
using Infra.Core.Spec.Text;

namespace Infra.Cli.Commands;

/// <summary>Options that several commands share.</summary>
internal static class CommonOptions
{
    internal const string DefaultStack = "local";

    internal static Option<string> Stack()
    {
        var option = new Option<string>("--stack", "-s")
        {
            Description = "The stack: stacks/Pulumi.<stack>.yaml.",
            HelpName = "stack",
            DefaultValueFactory = _ => DefaultStack,
        };
        option.Validators.Add(DemandStackName);
        return option;
    }

    /// <summary>Rejects a value that is not a valid stack name.</summary>
    internal static void DemandStackName(OptionResult result)
    {
        foreach (var problem in result.Tokens.Select(token => StackName.Problem(token.Value)).OfType<string>())
        {
            result.AddError(problem);
        }
    }

    /// <summary>
    /// Rejects a word that looks like an option where names are expected: the parser accepts an unknown option as a name.
    /// </summary>
    internal static void RefuseOptions(ArgumentResult result)
    {
        foreach (var word in result.Tokens.Select(token => token.Value).Where(word => word.Length > 1 && word[0] == '-'))
        {
            var command = (Command)result.Argument.Parents.Single();
            var known = command.Options.SelectMany(option => option.Aliases.Append(option.Name)).ToList();
            result.AddError($"{command.Name} has no option '{word}'. {Suggestion.Remedy(word.Split('=')[0], known)}");
        }
    }

    internal static Option<bool> Json(string what) => new("--json") { Description = $"Print {what} as JSON." };
}
