using Infra.Core;
using Infra.Core.Deployments;
using Pulumi;

namespace Infra.Projects;

/// <summary>A stack's input from its caller.</summary>
/// <param name="LockMode">Whether an update may extend the lock file. A preview writes it in neither mode.</param>
/// <param name="Options">The engine's own hooks; null under the Pulumi CLI.</param>
/// <param name="Compiled">The plan, if the caller has already compiled it from these files; if null, it is compiled here.</param>
public sealed record StackContext(StackFiles Files, LockMode LockMode, StackOptions? Options = null, DeploymentPlan? Compiled = null)
{
    /// <summary>For <c>pulumi preview</c> and <c>pulumi up</c>: CI uses the reviewed lock file unchanged, people extend it.</summary>
    public static StackContext OfThisProcess()
    {
        // A project elsewhere can use this program, which Pulumi runs in the program's own directory.
        var files = Environment.GetEnvironmentVariable("INFRA_PROJECT_DIR") is { Length: > 0 } elsewhere
            ? new StackFiles(elsewhere)
            : StackFiles.Above(Environment.CurrentDirectory);
        return new StackContext(files, ContinuousIntegration.IsHere ? LockMode.Frozen : LockMode.Extend);
    }
}
