using System.Collections.Immutable;
using Infra.Components;
using Infra.Components.Enrolment;
using Infra.Core;
using Infra.Core.Clouds;
using Infra.Core.Deployments;
using Infra.Core.Diagnostics;
using Infra.Core.Topology;
using Pulumi;

namespace Infra.Projects;

/// <summary>
/// One run, in this order: everything is validated, then the lock file is written, and only then is the stack created. Code that creates
/// resources writes no file.
/// </summary>
internal static class StackProgram
{
    /// <exception cref="RunException">The stack file has errors; the message lists all of them.</exception>
    /// <exception cref="StackFileException">The lock file cannot be written, or another run has written it since; nothing was
    /// registered.</exception>
    internal static ProjectStack Run(StackContext context)
    {
        var stack = Deployment.Instance.StackName;
        var plan = context.Compiled ?? Compile(context, stack);
        SayLockChanges(plan.Project);
        var settings = OperatorSettings.Read(plan.Spec.Cloud);
        var access = Access(plan, settings);
        KeepLock(context, stack, plan.Project);
        return new ProjectStack(
            new CloudRequest(plan, stack, context.Files.ProjectDirectory, access, settings.Keys, settings.ImageId),
            images => ImageRecord.Keep(context, stack, plan.Project, images),
            context.Options
        );
    }

    // Without a key pair from the operator the local cloud creates one.
    private static OperatorAccess? Access(DeploymentPlan plan, OperatorSettings settings) =>
        plan.Spec.Cloud.IsThisMachine() && !settings.HasOwnPair ? null : settings.Access();

    // A preview decides nothing: what it shows may never be applied.
    private static void KeepLock(StackContext context, string stack, ProjectPlan plan)
    {
        if (Deployment.Instance.IsDryRun || plan.LockChanges.IsEmpty)
            return;
        if (context.LockMode == LockMode.Frozen)
            throw new RunException(
                $"stacks/{stack}.lock.yaml lacks entries, and CI writes none. Run 'scripts/infra lock --stack {stack}', review the file and commit it."
            );
        context.Files.WriteLock(stack, plan);
    }

    /// <summary>One message each: Pulumi shows several in any order.</summary>
    private static void SayLockChanges(ProjectPlan plan)
    {
        Say(text => Log.Warn(text), "The lock file changes, and data is lost:", plan.LockChanges.Where(change => change.LosesData));
        Say(text => Log.Info(text), "The lock file changes:", plan.LockChanges.Where(change => !change.LosesData));

        static void Say(Action<string> log, string heading, IEnumerable<LockChange> changes)
        {
            var lines = changes.Select(change => $"  {change}").ToList();
            if (lines.Count > 0)
                log(string.Join(Environment.NewLine, lines.Prepend(heading)));
        }
    }

    private static DeploymentPlan Compile(StackContext context, string stack)
    {
        var outcome = StackLoader.Load(context.Files, stack, context.LockMode, new Config("infra").Get("project"));
        // Permissions the account may lack are worth one warning: in the preview, which precedes every change.
        var warnings = outcome
            .Diagnostics.Where(found =>
                found.Severity != Severity.Error && (Deployment.Instance.IsDryRun || found.Code != DiagnosticCodes.QuotaTooSmall)
            )
            .OrderByDescending(found => DiagnosticCodes.IsAboutData(found.Code))
            .ToArray();
        if (warnings.Length > 0)
            Log.Warn(string.Join<Diagnostic>(Environment.NewLine, warnings));
        return outcome is { Succeeded: true, Value: { } plan } ? plan : throw Refused(outcome.Diagnostics);
    }

    private static RunException Refused(ImmutableArray<Diagnostic> found)
    {
        var errors = found
            .Where(one => one.Severity == Severity.Error)
            .OrderByDescending(one => DiagnosticCodes.IsAboutData(one.Code))
            .ToArray();
        return new RunException($"{errors.Length} error(s):{Environment.NewLine}{string.Join<Diagnostic>(Environment.NewLine, errors)}");
    }
}
