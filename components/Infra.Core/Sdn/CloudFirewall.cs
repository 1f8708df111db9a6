using System.Collections.Immutable;
using Infra.Core.Clouds;
using Infra.Core.Diagnostics;

namespace Infra.Core.Sdn;

/// <summary>
/// The filter that a cloud keeps around nodes, compiled from the policy. Each cloud has a type of its own, which its components read;
/// everybody else asks what it is as text, and whether the cloud would take it.
/// </summary>
public abstract record CloudFirewall
{
    /// <summary>The firewall of a plan's own cloud.</summary>
    public static CloudFirewall Compile(ProjectPlan plan) => CloudRegistry.Of<ICloudFilter>(plan.Spec.Cloud).CompileFirewall(plan);

    /// <summary>What it has of rules that the cloud has no room or no words for.</summary>
    /// <param name="placeOf">The place of a path in the stack file.</param>
    public abstract ImmutableArray<Diagnostic> Check(Func<string, SourceLocation> placeOf);

    /// <summary>The rules as text, sorted by file name: stable, one rule a line, for people, diffs and proofs.</summary>
    public abstract ImmutableArray<SdnFile> Files();
}
