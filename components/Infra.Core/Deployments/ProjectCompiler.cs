using System.Collections.Immutable;
using Infra.Core.Capacity;
using Infra.Core.Clouds;
using Infra.Core.Diagnostics;
using Infra.Core.Policy;
using Infra.Core.Sdn;
using Infra.Core.Spec;
using Infra.Core.Spec.Identity;
using Infra.Core.Spec.Text;
using Infra.Core.Topology;

namespace Infra.Core.Deployments;

/// <summary>The compiler's front half: from a stack file and its lock file to everything that will be deployed.</summary>
public static class ProjectCompiler
{
    /// <summary>Compiles a stack file.</summary>
    /// <param name="configured">
    /// The value of <c>infra:project</c> as Pulumi supplies it (JSON), or null if nothing supplies one. The file is what was reviewed, so a
    /// different value from elsewhere (<c>--config</c>, <c>--config-file</c>) is an error.
    /// </param>
    /// <returns>The plan, or null and every error found; warnings with either.</returns>
    public static Outcome<ProjectPlan> Compile(StackSource source, LockSource @lock, string? configured = null)
    {
        var (plan, found) = Draft(source, @lock, configured);
        return new Outcome<ProjectPlan>(found.HasErrors ? null : plan, found.Sorted());
    }

    /// <summary>
    /// The same, but returns the plan even with errors that leave it complete, so that the back half's diagnostics are reported in the same
    /// run.
    /// </summary>
    internal static (ProjectPlan? Plan, DiagnosticBag Found) Draft(StackSource source, LockSource @lock, string? configured)
    {
        var bag = new DiagnosticBag();
        var project = StackFile.FindProject(source, bag, out var config);

        // Errors outside the project do not invalidate it, and are reported together with the project's own.
        var beside = new DiagnosticBag();
        var plan = Draft(project, new OperatorSettingsReader(config, beside), @lock, bag);
        if (project is not null && configured is not null)
        {
            StackFile.CheckConfigured(project, configured, beside);
        }

        bag.Add(beside);
        return (plan, bag);
    }

    /// <summary>Checks a lock file whose stack file does not exist.</summary>
    public static ImmutableArray<Diagnostic> CheckLock(LockSource @lock)
    {
        var bag = new DiagnosticBag();
        if (@lock.Text is not null)
        {
            _ = LockReader.Read(@lock.Text, @lock.FileName, bag);
        }

        return bag.Sorted();
    }

    private static ProjectPlan? Draft(TextNode? project, OperatorSettingsReader settings, LockSource @lock, DiagnosticBag bag)
    {
        var spec = project is null ? null : new ProjectReader(bag).Read(project);
        var keys = settings.ReadKeys();
        settings.CheckSecrets();
        if (StackFile.CloudOf(project) is { } cloud)
        {
            settings.CheckImage(cloud);
        }

        var oldLock = @lock.Text is null ? null : LockReader.Read(@lock.Text, @lock.FileName, bag, spec);
        if (spec is null || bag.HasErrors)
        {
            return null;
        }

        var places = new SourceMap(project!);
        var canHaveBastions = BastionRules.Check(spec, places, bag);
        if ((oldLock is not null && !LockOwnership.Check(spec, oldLock, @lock, places, bag)) || !canHaveBastions)
        {
            return null;
        }

        var own = new DiagnosticBag();
        var (file, allocated) = Allocator.Allocate(spec, oldLock, @lock, places, own);
        bag.Add(own);
        OfferCheck.Check(spec, oldLock, places, bag);
        if (file is null)
        {
            LockModes.Check(@lock, allocated, bag);
            return null;
        }

        var topology = TopologyBuilder.Build(spec, file);
        ImageCheck.Check(spec, topology, settings.NamesImage, places, bag);
        var policy = PolicyCompiler.Compile(spec, topology);
        var changes = allocated.ToList();
        var aclNumbers = CloudRegistry
            .Of<ICloudFilter>(spec.Cloud)
            .NumberRules(spec, topology, policy, file.NetworkAcl, places, changes, bag);
        LockModes.Check(@lock, [.. changes], bag);
        ManagementCheck.Check(spec, topology, oldLock, @lock.FileName, places, bag);
        EndpointCheck.Check(spec, topology, places, bag);
        NatCheck.Check(spec, topology, places, bag);
        AccountReader.Advise(spec, places, bag);
        RunAsReader.Advise(spec, places, bag);
        var upToDate = @lock.Text is not null && changes.Count == 0;
        return new ProjectPlan(
            spec,
            topology with
            {
                AclNumbers = aclNumbers,
            },
            policy,
            upToDate ? @lock.Text! : LockWriter.Write(file with { NetworkAcl = aclNumbers }, LockModes.Command(@lock.FileName)),
            [.. changes.OrderBy(change => change.Kind)]
        )
        {
            LockBefore = @lock.Text,
            OperatorKeys = keys,
        };
    }
}
