using System.Collections.Immutable;
using Infra.Core.Capacity;
using Infra.Core.Diagnostics;
using Infra.Core.Dns;
using Infra.Core.Sdn;
using Infra.Core.Spec;

namespace Infra.Core.Deployments;

/// <summary>The whole compiler: from a stack file and its lock file to everything that will be deployed.</summary>
public static class DeploymentCompiler
{
    /// <summary>Compiles a stack file.</summary>
    /// <param name="configured">See <see cref="ProjectCompiler.Compile(StackSource, LockSource, string)"/>.</param>
    /// <returns>The plan, or null and every error found; warnings with either.</returns>
    public static Outcome<DeploymentPlan> Compile(StackSource source, LockSource @lock, string? configured = null)
    {
        var (project, found) = ProjectCompiler.Draft(source, @lock, configured);
        if (project is null)
        {
            return new Outcome<DeploymentPlan>(null, found.Sorted());
        }

        var isSound = !found.HasErrors;
        var plan = Compile(project);
        var places = new StackPlaces(source);
        found.Add(UserDataCheck.Check(plan, places.Of));
        found.Add(plan.Firewall.Check(places.Of));
        found.Add(NeedCheck.Check(project, source));
        return new Outcome<DeploymentPlan>(isSound ? plan : null, found.Sorted());
    }

    /// <summary>The back half: lowers a project whose decisions have been made.</summary>
    public static DeploymentPlan Compile(ProjectPlan project)
    {
        // Each depends on the project alone, so they run in parallel: half the time for a plan of 1,000 nodes.
        var firewall = Task.Run(() => CloudFirewall.Compile(project));
        var nodes = project
            .Owners.AsParallel()
            .AsOrdered()
            .SelectMany(service => NodePlan.OfService(project, service))
            .ToImmutableSortedDictionary(node => node.Node.Key, node => node, StringComparer.Ordinal);
        return new DeploymentPlan(project, firewall.GetAwaiter().GetResult(), DnsPlanner.Plan(project.Spec, project.Topology), nodes);
    }
}
