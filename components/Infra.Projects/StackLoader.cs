using Infra.Core;
using Infra.Core.Deployments;
using Infra.Core.Diagnostics;
using Infra.Core.Spec;

namespace Infra.Projects;

/// <summary>From files to a plan, with every check that needs no cloud; shared by the program and the command line.</summary>
public static class StackLoader
{
    /// <summary>Reads and compiles one stack. Writes nothing.</summary>
    /// <param name="configured">Pulumi's configuration of the project, as JSON; null outside a deployment.</param>
    /// <param name="requests">Additional changes requested of the lock file.</param>
    /// <exception cref="FileNotFoundException">No such stack.</exception>
    public static Outcome<DeploymentPlan> Load(
        StackFiles files,
        string stack,
        LockMode mode,
        string? configured = null,
        LockRequests? requests = null
    )
    {
        StackSource source;
        LockSource @lock;
        try
        {
            (source, @lock) = (files.ReadStack(stack), files.ReadLock(stack, mode));
        }
        catch (UnreadableFileException e)
        {
            return new Outcome<DeploymentPlan>(null, [e.Found]);
        }

        var outcome = DeploymentCompiler.Compile(source, @lock with { Requests = requests ?? LockRequests.None }, configured);
        return outcome.Value is { } plan
            ? outcome with
            {
                Diagnostics = [.. outcome.Diagnostics, .. SameProject.Check(plan.Spec, source, files.Others(stack))],
            }
            : outcome;
    }
}
