using System.CommandLine;
using Infra.Cli.Output;
using Infra.Cli.Stacks;
using Infra.Components.Permissions;

namespace Infra.Cli.Commands;

/// <summary><c>infra permissions</c>: the least-privilege policy for credentials that apply a stack in its current form.</summary>
internal sealed class PermissionsCommand : Command
{
    private readonly Option<string> stack = CommonOptions.Stack();

    internal PermissionsCommand(Func<Workspace> workspace, Screen screen, Screen messages)
        : base(
            "permissions",
            "Print the permissions that pulumi up needs for a stack, in the cloud's own format (inferred; docs/permissions)."
        )
    {
        Add(stack);
        SetAction((parsed, cancellation) => RunAsync(workspace(), parsed.GetRequiredValue(stack), screen, messages, cancellation));
    }

    private static async Task<int> RunAsync(
        Workspace workspace,
        string stack,
        Screen screen,
        Screen messages,
        CancellationToken cancellation
    )
    {
        var loaded = LoadedStack.Load(workspace, stack, messages);
        var spec = loaded.Plan.Spec;
        if (PermissionTables.Of(spec.Cloud) is not { } table)
        {
            messages.Line("The local cloud needs root on this machine and no cloud permissions.");
            return ExitCode.Ok;
        }

        var plan = await StackEngine.For(workspace, loaded).PlanAsync(cancellation).ConfigureAwait(false);
        // A plan contains no lookups. They only read, so all of them are included.
        screen.Raw(table.PolicyOf(table.Of(plan.Steps.Select(step => step.Type).Concat(table.Functions)), spec.Region).TrimEnd('\n'));
        return ExitCode.Ok;
    }
}
