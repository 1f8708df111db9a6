using System.Collections.Immutable;
using Infra.Components;
using Infra.Core;
using Infra.Core.Clouds;
using Infra.Core.Deployments;
using Infra.Core.Diagnostics;
using Infra.Core.Spec;
using Infra.Core.Topology;
using Pulumi;

namespace Infra.Projects;

/// <summary>
/// One run, in this order: everything is validated, then the lock file is written, and only then is the stack created. Code that
/// creates resources writes no file.
/// </summary>
internal static class StackProgram
{
    /// <exception cref="RunException">The stack file has errors; the message lists all of them.</exception>
    /// <exception cref="StackFileException">
    /// The lock file cannot be written, or another run has written it since; nothing was registered.
    /// </exception>
    /// <returns>The stack, and what is to be written once the run has ended.</returns>
    internal static (ProjectStack Stack, RunRecord Record) Run(StackContext context)
    {
        var stack = Deployment.Instance.StackName;
        var (plan, settings) = Compile(context, stack);
        SayLockChanges(plan.Project);
        KeepLock(context, stack, plan.Project);
        // Without a key pair from the operator the local cloud creates one.
        var access = plan.Spec.Cloud.IsThisMachine() && !settings.Given.HasOwnPair ? null : settings.Access;
        var record = new RunRecord(context, stack, plan.Project);
        var request = new CloudRequest(plan, stack, context.Files.ProjectDirectory, access, settings.Given.Keys, settings.Given.ImageId);
        return (new ProjectStack(request, record, context.Options), record);
    }

    // A preview decides nothing: what it shows may never be applied.
    private static void KeepLock(StackContext context, string stack, ProjectPlan plan)
    {
        if (Deployment.Instance.IsDryRun || plan.LockChanges.IsEmpty)
            return;
        if (context.LockMode == LockMode.Frozen)
            throw new RunException(
                $"stacks/{stack}.lock.yaml lacks entries, and CI writes none. Run 'scripts/infra lock --stack "
                    + $"{stack}', review the file and commit it."
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

    /// <summary>The plan and the operator's settings, with the errors of both in one message.</summary>
    private static (DeploymentPlan Plan, OperatorSettings Settings) Compile(StackContext context, string stack)
    {
        var outcome = context.Compiled is { } compiled
            ? new Outcome<DeploymentPlan>(compiled, [])
            : StackLoader.Load(context.Files, stack, context.LockMode, new Config("infra").Get("project"));
        // If the file cannot be read, the diagnostics already report it.
        var source = context.Files.TryReadStack(stack);
        var settings = source is null ? null : OperatorSettings.Read(source);
        ImmutableArray<Diagnostic> found =
        [
            .. outcome.Diagnostics,
            .. settings?.Diagnostics ?? [],
            .. source is not null && outcome.Value is { } plan && settings?.Value is { } given
                ? NobodyLogsIn(plan, given, source, stack)
                : [],
        ];
        Warn(found);
        return !found.Any(one => one.Severity == Severity.Error) && outcome.Value is { } sound && settings?.Value is { } read
            ? (sound, read)
            : throw Refused(found);
    }

    private static IEnumerable<Diagnostic> NobodyLogsIn(DeploymentPlan plan, OperatorSettings settings, StackSource source, string stack) =>
        plan.Spec.Cloud.IsThisMachine() || settings.Given.Keys.AreSomebodys
            ? []
            :
            [
                OperatorKeyMissing.Found(
                    Deployment.Instance.IsDryRun ? Severity.Warning : Severity.Error,
                    new StackPlaces(source).Of("infra:operatorPublicKey"),
                    stack
                ),
            ];

    // Permissions the account may lack are worth one warning: in the preview, which precedes every change.
    private static void Warn(ImmutableArray<Diagnostic> found)
    {
        var warnings = found
            .Where(one => one.Severity != Severity.Error && (Deployment.Instance.IsDryRun || one.Code != DiagnosticCodes.QuotaTooSmall))
            .OrderByDescending(one => DiagnosticCodes.IsAboutData(one.Code))
            .ToArray();
        if (warnings.Length > 0)
            Log.Warn(string.Join<Diagnostic>(Environment.NewLine, warnings));
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
