using Infra.Core;
using Infra.Core.Deployments;
using Pulumi;

namespace Infra.Projects;

/// <summary>What a stack is given from outside; who runs it decides.</summary>
/// <param name="LockMode">Whether an up may extend the lock file. A preview writes it in neither mode.</param>
/// <param name="Options">The engine's own hooks; null under the Pulumi CLI.</param>
/// <param name="Compiled">The plan, where the caller has compiled it from these files already; else null, and it is compiled here.</param>
public sealed record StackContext(StackFiles Files, LockMode LockMode, StackOptions? Options = null, DeploymentPlan? Compiled = null)
{
    /// <summary>For <c>pulumi preview</c> and <c>pulumi up</c>: CI takes the reviewed lock file as it is, people extend it.</summary>
    public static StackContext OfThisProcess()
    {
        // A project elsewhere can use this program: Pulumi runs it where the program is.
        var files = Environment.GetEnvironmentVariable("INFRA_PROJECT_DIR") is { Length: > 0 } elsewhere
            ? new StackFiles(elsewhere)
            : StackFiles.Above(Environment.CurrentDirectory);
        return new StackContext(files, ContinuousIntegration.IsHere ? LockMode.Frozen : LockMode.Extend);
    }
}
