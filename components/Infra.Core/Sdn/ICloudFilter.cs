using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Clouds;
using Infra.Core.Diagnostics;

namespace Infra.Core.Sdn;

/// <summary>The filter that a cloud keeps around nodes: what fits into it, what it never sees, how people read it.</summary>
internal interface ICloudFilter : ICloudPart
{
    /// <summary>What the plan has of rules that the cloud's filter has no room or no words for.</summary>
    /// <param name="placeOf">The place of a path in the stack file.</param>
    ImmutableArray<Diagnostic> CheckFilter(ProjectPlan plan, Func<string, SourceLocation> placeOf);

    /// <summary>Networks that VMs reach whatever the filter says.</summary>
    /// <param name="project">The project's network.</param>
    ImmutableArray<Cidr> Unfiltered(Cidr project);

    /// <summary>The rules as text, sorted by name.</summary>
    ImmutableArray<SdnFile> FilterFiles(ProjectPlan plan);
}
