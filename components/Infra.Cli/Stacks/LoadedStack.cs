using System.Collections.Immutable;
using Infra.Cli.Output;
using Infra.Core;
using Infra.Core.Clouds;
using Infra.Core.Deployments;
using Infra.Core.Diagnostics;
using Infra.Projects;

namespace Infra.Cli.Stacks;

/// <summary>A stack file that compiled.</summary>
/// <param name="Warnings">What was found on the way; no errors.</param>
public sealed record LoadedStack(string Name, DeploymentPlan Deployment, ImmutableArray<Diagnostic> Warnings)
{
    /// <summary>What was asked for, who exists, who may talk to whom.</summary>
    public ProjectPlan Plan => Deployment.Project;

    /// <summary>In CI the reviewed lock file is the truth; elsewhere what is missing is allocated.</summary>
    public static LockMode ModeHere => ContinuousIntegration.IsHere ? LockMode.Frozen : LockMode.Extend;

    /// <summary>Reads and compiles.</summary>
    /// <exception cref="StackErrorsException">The file has errors.</exception>
    /// <exception cref="UserException">There is no such stack.</exception>
    /// <param name="requests">What is asked of the lock file besides.</param>
    public static LoadedStack Load(Workspace workspace, string stack, LockMode mode, LockRequests? requests = null)
    {
        // Asked first: what is missing is a stack here, and another file elsewhere.
        if (!workspace.Files.Has(stack))
        {
            throw Missing.Of("stack", stack, workspace.Files.Stacks, "Name one with --stack");
        }

        try
        {
            var outcome = StackLoader.Load(workspace.Files, stack, mode, requests: requests);
            return outcome is { Succeeded: true, Value: { } plan }
                ? new LoadedStack(stack, plan, outcome.Diagnostics)
                : throw new StackErrorsException(outcome.Diagnostics);
        }
        catch (FileNotFoundException e)
        {
            throw new UserException(e.Message, "Name a stack with --stack.", ExitCode.BadInput, DiagnosticCodes.NoSuchThing);
        }
    }

    /// <summary>
    /// The same, as is usual here, with the warnings printed: what the account may lack is for commands that plan for it to say.
    /// </summary>
    public static LoadedStack Load(Workspace workspace, string stack, Screen warnings)
    {
        var loaded = Load(workspace, stack, ModeHere);
        DiagnosticLines.Print(warnings, loaded.Warnings.Where(found => found.Code != DiagnosticCodes.QuotaTooSmall));
        return loaded;
    }

    /// <summary>The same, for a command of the local cloud alone: of another stack that is all there is to say.</summary>
    /// <param name="verb">What the pulumi command calls it.</param>
    /// <exception cref="UserException">The stack is on a cloud that only the pulumi command applies.</exception>
    public static LoadedStack LoadLocal(Workspace workspace, string stack, string verb, Screen warnings)
    {
        var loaded = Load(workspace, stack, ModeHere);
        loaded.DemandLocal(verb);
        DiagnosticLines.Print(warnings, loaded.Warnings);
        return loaded;
    }

    private void DemandLocal(string verb)
    {
        if (!Plan.Spec.Cloud.IsThisMachine())
        {
            throw new UserException(
                $"The stack {Name} is on {Plan.Spec.Cloud.ToString().ToLowerInvariant()}: this command is for the local cloud only.",
                verb switch
                {
                    "destroy" =>
                        $"Use pulumi destroy -s {Name}. To see what it would delete, and delete nothing: pulumi destroy --preview-only -s {Name}.",
                    "up" =>
                        $"Use pulumi up -s {Name}. To see what it would create, without credentials: scripts/infra plan --stack {Name}.",
                    _ => $"Use pulumi {verb} -s {Name}.",
                },
                ExitCode.BadInput
            );
        }
    }
}

/// <summary>A stack file with errors: all of them.</summary>
public sealed class StackErrorsException(ImmutableArray<Diagnostic> diagnostics) : Exception($"{diagnostics.Length} findings")
{
    public ImmutableArray<Diagnostic> Diagnostics { get; } = diagnostics;
}
