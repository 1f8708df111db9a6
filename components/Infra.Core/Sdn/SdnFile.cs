using System.Collections.Immutable;
using Infra.Core.Clouds;

namespace Infra.Core.Sdn;

/// <summary>The rules of a project's cloud firewall as text: stable, one rule a line, for people, diffs and proofs.</summary>
/// <param name="Name">A file name.</param>
/// <param name="About">For people: what it is.</param>
public sealed record SdnFile(string Name, string Text, string About)
{
    /// <summary>A project's files, sorted by name.</summary>
    public static ImmutableArray<SdnFile> Of(ProjectPlan plan) => CloudRegistry.Of<ICloudFilter>(plan.Spec.Cloud).FilterFiles(plan);
}
