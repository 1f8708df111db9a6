using System.Collections.Immutable;
using Infra.Core.Clouds;
using Infra.Core.Diagnostics;

namespace Infra.Core.Sdn;

/// <summary>
/// The cloud firewall around the nodes, compiled from the policy. Each cloud has its own type, which its components read; everything else
/// only asks for its text, and whether the cloud would accept it.
/// </summary>
public abstract record CloudFirewall
{
    /// <summary>The firewall for a plan's own cloud.</summary>
    public static CloudFirewall Compile(ProjectPlan plan) => CloudRegistry.Of<ICloudFilter>(plan.Spec.Cloud).CompileFirewall(plan);

    /// <summary>Reports rules that the cloud has no room for or cannot express.</summary>
    /// <param name="placeOf">Maps a key path to its place in the stack file.</param>
    public abstract ImmutableArray<Diagnostic> Check(Func<string, SourceLocation> placeOf);

    /// <summary>The rules as text, sorted by file name: stable, one rule per line, for people, diffs and proofs.</summary>
    public abstract ImmutableArray<SdnFile> Files();
}
