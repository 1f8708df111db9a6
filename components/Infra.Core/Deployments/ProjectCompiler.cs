using System.Collections.Immutable;
using Infra.Core.Capacity;
using Infra.Core.Clouds;
using Infra.Core.Diagnostics;
using Infra.Core.Policy;
using Infra.Core.Sdn;
using Infra.Core.Spec;
using Infra.Core.Spec.Text;
using Infra.Core.Topology;

namespace Infra.Core.Deployments;

/// <summary>The compiler's front half: from a stack file and its lock file to everything that will exist.</summary>
public static class ProjectCompiler
{
    /// <summary>Compiles a stack file.</summary>
    /// <param name="configured">
    /// The value of <c>infra:project</c> as Pulumi supplies it (JSON), or null where nothing supplies one. The file is what
    /// was reviewed, so a value from elsewhere (<c>--config</c>, <c>--config-file</c>) that says something else is an error.
    /// </param>
    /// <returns>The plan, or null and every error found; warnings with either.</returns>
    public static Outcome<ProjectPlan> Compile(StackSource source, LockSource @lock, string? configured = null)
    {
        var bag = new DiagnosticBag();
        var project = StackFile.FindProject(source, bag, out var config);
        if (project is not null && configured is not null)
        {
            StackFile.CheckConfigured(project, configured, bag);
        }

        return Compile(project, new OperatorSettingsReader(config, bag), @lock, bag);
    }

    /// <summary>What is wrong with a lock file whose stack file is not there.</summary>
    public static ImmutableArray<Diagnostic> CheckLock(LockSource @lock)
    {
        var bag = new DiagnosticBag();
        if (@lock.Text is not null)
        {
            _ = LockReader.Read(@lock.Text, @lock.FileName, bag);
        }

        return bag.Sorted();
    }

    private static Outcome<ProjectPlan> Compile(TextNode? project, OperatorSettingsReader settings, LockSource @lock, DiagnosticBag bag)
    {
        var spec = project is null ? null : new ProjectReader(bag).Read(project);
        var keys = settings.ReadKeys();
        if (spec is not null)
        {
            settings.CheckImage(spec.Cloud);
        }

        var oldLock = @lock.Text is null ? null : LockReader.Read(@lock.Text, @lock.FileName, bag, spec);
        if (spec is null || bag.HasErrors)
        {
            return Failed(bag);
        }

        var places = new SourceMap(project!);
        if (oldLock is not null && !LockOwnership.Check(spec, oldLock, @lock, places, bag))
        {
            return Failed(bag);
        }

        OfferCheck.Check(spec, oldLock, places, bag);
        var (file, allocated) = Allocator.Allocate(spec, oldLock, @lock, places, bag);
        if (file is null || bag.HasErrors)
        {
            LockModes.Check(@lock, allocated, bag);
            return Failed(bag);
        }

        var topology = TopologyBuilder.Build(spec, file);
        ImageCheck.Check(spec, topology, settings.NamesImage, places, bag);
        var policy = PolicyCompiler.Compile(spec, topology);
        var changes = allocated.ToList();
        var aclNumbers = CloudRegistry
            .Of<ICloudFilter>(spec.Cloud)
            .NumberRules(spec, topology, policy, file.NetworkAcl, places, changes, bag);
        LockModes.Check(@lock, [.. changes], bag);
        ManagementCheck.Check(spec, topology, @lock.FileName, places, bag);
        NatCheck.Check(spec, topology, places, bag);
        AccountReader.Advise(spec, places, bag);
        if (bag.HasErrors)
        {
            return Failed(bag);
        }

        var upToDate = @lock.Text is not null && changes.Count == 0;
        var plan = new ProjectPlan(
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
        return new Outcome<ProjectPlan>(plan, bag.Sorted());
    }

    private static Outcome<ProjectPlan> Failed(DiagnosticBag bag) => new(null, bag.Sorted());
}
