using System.Collections.Immutable;
using Infra.Cli.Output;
using Infra.Core;
using Infra.Core.Clouds;
using Infra.Core.Deployments;
using Infra.Core.Diagnostics;
using Infra.Projects;

namespace Infra.Cli.Stacks;

/// <summary>A stack file that compiled.</summary>
/// <param name="Warnings">Diagnostics found on the way; no errors.</param>
public sealed record LoadedStack(string Name, DeploymentPlan Deployment, ImmutableArray<Diagnostic> Warnings)
{
    /// <summary>The project's plan: specification, topology and policy.</summary>
    public ProjectPlan Plan => Deployment.Project;

    /// <summary>In CI the reviewed lock file is authoritative; elsewhere missing entries are allocated.</summary>
    public static LockMode ModeHere => ContinuousIntegration.IsHere ? LockMode.Frozen : LockMode.Extend;

    /// <summary>Reads and compiles.</summary>
    /// <exception cref="StackErrorsException">The file has errors.</exception>
    /// <exception cref="UserException">The stack does not exist.</exception>
    /// <param name="requests">Additional changes requested of the lock file.</param>
    public static LoadedStack Load(Workspace workspace, string stack, LockMode mode, LockRequests? requests = null)
    {
        // Checked first: here a missing file means a missing stack, elsewhere a missing file.
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
            throw new UserException(e.Message, "Name a stack with --stack.", ExitCode.BadInput, UserException.Reason.NoSuchThing);
        }
    }

    /// <summary>
    /// The same in this environment's default mode, printing the warnings; what the account may lack is left to commands that plan for
    /// it.
    /// </summary>
    public static LoadedStack Load(Workspace workspace, string stack, Screen warnings)
    {
        var loaded = Load(workspace, stack, ModeHere);
        DiagnosticLines.Print(warnings, loaded.Warnings.Where(found => found.Code != DiagnosticCodes.QuotaTooSmall));
        return loaded;
    }

    /// <summary>The same, for a command that supports only the local cloud; for any other stack that is the error.</summary>
    /// <param name="verb">The pulumi command's name for it.</param>
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
                    "destroy" => $"Use pulumi destroy -s {Name}. To see what it would delete, and delete nothing: pulumi "
                        + $"destroy --preview-only -s {Name}.",
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
