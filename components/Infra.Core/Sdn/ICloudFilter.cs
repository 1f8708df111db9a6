using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Clouds;

namespace Infra.Core.Sdn;

/// <summary>The filter that a cloud keeps around nodes: how the policy is lowered to it, and what it never sees.</summary>
internal interface ICloudFilter : ICloudPart
{
    /// <summary>Lowers a plan's policy to the cloud's rules.</summary>
    CloudFirewall CompileFirewall(ProjectPlan plan);

    /// <summary>Networks that VMs reach whatever the filter says.</summary>
    /// <param name="project">The project's network.</param>
    ImmutableArray<Cidr> Unfiltered(Cidr project);
}
