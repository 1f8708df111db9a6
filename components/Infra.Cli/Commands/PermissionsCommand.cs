using System.CommandLine;
using Infra.Cli.Handover;
using Infra.Cli.Output;
using Infra.Cli.Stacks;
using Infra.Components.Permissions;
using Infra.Core.Iam;
using Infra.Core.Spec;

namespace Infra.Cli.Commands;

/// <summary>
/// <c>infra permissions</c>: the least-privilege policy for credentials that apply a stack in its current form, or the documents with which
/// the owner of an account gives them to somebody else.
/// </summary>
internal sealed class PermissionsCommand : Command
{
    private readonly Option<string> stack = CommonOptions.Stack();
    private readonly Option<string?> format = new("--format")
    {
        Description =
            "An identity for an operator of another account, with its permissions and limits: json, cloudformation (AWS), bicep (Azure) or "
            + "terraform. Without it: the permissions alone.",
        HelpName = "format",
    };
    private readonly Option<string?> principal = new("--principal")
    {
        Description = "With --format: who the operator is; on AWS an ARN, on Azure an application's ID, on Google Cloud an IAM member.",
        HelpName = "principal",
    };
    private readonly Option<string?> externalId = new("--external-id")
    {
        Description = "With --format, on AWS: what the operator must name when it assumes the role.",
        HelpName = "id",
    };

    internal PermissionsCommand(Func<Workspace> workspace, Screen screen, Screen messages)
        : base(
            "permissions",
            "Print the permissions that pulumi up needs for a stack, in the cloud's own format (inferred; docs/permissions)."
        )
    {
        format.AcceptOnlyFromAmong(AccessFormats.Words);
        Add(stack);
        Add(format);
        Add(principal);
        Add(externalId);
        SetAction(
            (parsed, cancellation) =>
                RunAsync(
                    workspace(),
                    parsed.GetRequiredValue(stack),
                    new Wanted(parsed.GetValue(format), parsed.GetValue(principal), parsed.GetValue(externalId)),
                    screen,
                    messages,
                    cancellation
                )
        );
    }

    private static async Task<int> RunAsync(
        Workspace workspace,
        string stack,
        Wanted wanted,
        Screen screen,
        Screen messages,
        CancellationToken cancellation
    )
    {
        wanted.DemandSense();
        var loaded = LoadedStack.Load(workspace, stack, messages);
        var spec = loaded.Plan.Spec;
        if (PermissionTables.Of(spec.Cloud) is not { } table)
        {
            messages.Line("The local cloud needs root on this machine and no cloud permissions.");
            return ExitCode.Ok;
        }

        var identity = wanted.IdentityFor(spec);
        var plan = await StackEngine.For(workspace, loaded).PlanAsync(cancellation).ConfigureAwait(false);
        var needs = AccessOfStack.Of(loaded, plan, table);
        screen.Raw(
            (
                wanted.Format is { } word
                    ? AccountAccess.Write(needs, identity, AccessFormats.For(spec.Cloud, word))
                    : table.PolicyOf(needs.Actions, spec.Region)
            ).TrimEnd('\n')
        );
        return ExitCode.Ok;
    }

    /// <summary>The options that belong together.</summary>
    private sealed record Wanted(string? Format, string? Principal, string? ExternalId)
    {
        internal void DemandSense()
        {
            var lone = new[] { ("--principal", Principal), ("--external-id", ExternalId) }
                .Where(option => option.Item2 is not null)
                .Select(option => option.Item1)
                .FirstOrDefault();
            if (Format is null && lone is not null)
            {
                throw new UserException(
                    $"{lone} is for the documents of --format.",
                    $"Add --format {string.Join('|', AccessFormats.Words)}.",
                    ExitCode.BadInput
                );
            }

            if (ExternalId is not null && Principal is null)
            {
                throw new UserException("--external-id is about a principal.", "Add --principal.", ExitCode.BadInput);
            }
        }

        internal OperatorIdentity? IdentityFor(ProjectSpec spec)
        {
            if (Format is null || Principal is null)
            {
                return null;
            }

            var identity = new OperatorIdentity(Principal, ExternalId);
            return AccountAccess.Problem(spec.Cloud, identity) is { } problem
                ? throw new UserException(problem, "Give it with --principal and --external-id.", ExitCode.BadInput)
                : identity;
        }
    }
}
