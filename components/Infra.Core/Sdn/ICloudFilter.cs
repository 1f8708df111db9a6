using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Clouds;
using Infra.Core.Diagnostics;
using Infra.Core.Policy;
using Infra.Core.Spec;
using Infra.Core.Topology;

namespace Infra.Core.Sdn;

/// <summary>The cloud's firewall around nodes: how the policy is lowered to it, and what it never filters.</summary>
internal interface ICloudFilter : ICloudPart
{
    /// <summary>Lowers a plan's policy to the cloud's rules.</summary>
    CloudFirewall CompileFirewall(ProjectPlan plan);

    /// <summary>
    /// Rule numbers that the lock file must keep: those of <paramref name="old"/> that are still wanted, and new ones for the rest. Empty
    /// if rules have no numbers, or (with an error) if there are more rules than the cloud accepts.
    /// </summary>
    ImmutableSortedDictionary<string, int> NumberRules(
        ProjectSpec spec,
        ProjectTopology topology,
        NetworkPolicy policy,
        ImmutableSortedDictionary<string, int> old,
        SourceMap places,
        List<LockChange> changes,
        DiagnosticBag bag
    );

    /// <summary>Networks that VMs can reach regardless of the filter.</summary>
    /// <param name="project">The project's network.</param>
    ImmutableArray<Cidr> Unfiltered(Cidr project);
}
