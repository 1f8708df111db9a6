using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Clouds;
using Infra.Core.Diagnostics;
using Infra.Core.Policy;
using Infra.Core.Spec;
using Infra.Core.Topology;

namespace Infra.Core.Sdn;

/// <summary>The filter that a cloud keeps around nodes: how the policy is lowered to it, and what it never sees.</summary>
internal interface ICloudFilter : ICloudPart
{
    /// <summary>Lowers a plan's policy to the cloud's rules.</summary>
    CloudFirewall CompileFirewall(ProjectPlan plan);

    /// <summary>
    /// Numbers of rules that have to be remembered, for the lock file: those of <paramref name="old"/> that are still wanted, and new ones
    /// for the rest. Nothing where rules have no numbers; nothing and an error where there are more rules than the cloud takes.
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

    /// <summary>Networks that VMs reach whatever the filter says.</summary>
    /// <param name="project">The project's network.</param>
    ImmutableArray<Cidr> Unfiltered(Cidr project);
}
