using System.CommandLine;
using System.CommandLine.Completions;
using Infra.Cli.Stacks;
using Infra.Core;
using Infra.Projects;

namespace Infra.Cli.Completion;

/// <summary>
/// Possible values of options, for shells. If a file has errors there is simply nothing to complete: no message is printed.
/// </summary>
internal static class Choices
{
    /// <summary>Adds completion to the options of all commands that name a stack, or something in one.</summary>
    internal static void Add(RootCommand root, Func<Workspace> workspace)
    {
        foreach (var command in root.Subcommands)
        {
            foreach (var option in command.Options)
            {
                switch (option.HelpName)
                {
                    // A new stack's name does not exist yet.
                    case "stack" when command.Name != "init":
                        option.CompletionSources.Add(_ =>
                            Quiet(() => workspace().Files.Stacks.Where(stack => StackName.Problem(stack) is null))
                        );
                        break;
                    case "node":
                        option.CompletionSources.Add(context =>
                            Quiet(() => Plan(workspace, context)?.Topology.Machines.Select(node => node.Key))
                        );
                        break;
                    case "peering":
                        option.CompletionSources.Add(context => Quiet(() => Plan(workspace, context)?.Spec.Peerings.Keys));
                        break;
                    case "node/volume":
                        option.CompletionSources.Add(context =>
                            Quiet(() =>
                                Plan(workspace, context)
                                    ?.Topology.Nodes.SelectMany(node => node.Volumes.Select(volume => $"{node.Key}/{volume.Name}"))
                            )
                        );
                        break;
                    case "name" when command.Name == "lock":
                        option.CompletionSources.Add(context =>
                            Quiet(() =>
                                Plan(workspace, context) is { } plan
                                    ? plan.Topology.Nodes.Select(node => node.Key).Concat(plan.Spec.Services.Keys)
                                    : null
                            )
                        );
                        break;
                    default:
                        break;
                }
            }
        }
    }

    private static ProjectPlan? Plan(Func<Workspace> workspace, CompletionContext context)
    {
        // The last complete word: the line is unfinished, and may not be valid yet.
        var words = context.ParseResult.Tokens.Select(token => token.Value).ToList();
        var at = words.FindLastIndex(word => word is "--stack" or "-s");
        var stack = at >= 0 && at + 1 < words.Count ? words[at + 1] : Commands.CommonOptions.DefaultStack;
        return StackName.Problem(stack) is null ? StackLoader.Load(workspace().Files, stack, LockMode.Extend).Value?.Project : null;
    }

    private static IEnumerable<CompletionItem> Quiet(Func<IEnumerable<string>?> names)
    {
        try
        {
            return [.. (names() ?? []).Select(name => new CompletionItem(name))];
        }
#pragma warning disable CA1031 // A shell completing a line must not get messages.
        catch (Exception)
#pragma warning restore CA1031
        {
            return [];
        }
    }
}
