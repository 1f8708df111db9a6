using System.CommandLine;
using Infra.Cli.Stacks;

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
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var name }] && StackName.Problem(name) is { } problem)
            {
                result.AddError(problem);
            }
        });
        return option;
    }

    internal static Option<bool> Json(string what) => new("--json") { Description = $"Print {what} as JSON." };
}
