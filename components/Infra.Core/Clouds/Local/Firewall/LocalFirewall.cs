using System.Collections.Immutable;
using Infra.Core.Diagnostics;
using Infra.Core.Sdn;

namespace Infra.Core.Clouds.Local;

/// <summary>The local cloud's rules: one nft transaction for its router.</summary>
/// <param name="Plan">The plan they were compiled from.</param>
/// <param name="Text">See <see cref="LocalRouter"/>.</param>
public sealed record LocalFirewall(ProjectPlan Plan, string Text) : CloudFirewall
{
    internal static new LocalFirewall Compile(ProjectPlan plan) => new(plan, LocalRouter.Emit(plan));

    /// <summary>Logins come only from this machine's own address, and pass the filter like any other.</summary>
    public override ImmutableArray<Diagnostic> Check(Func<string, SourceLocation> placeOf) =>
        LocalNetwork.HasWayIn(Plan.Spec)
            ? []
            :
            [
                new Diagnostic(
                    DiagnosticCodes.NoWayInHere,
                    Severity.Error,
                    placeOf("managementSources"),
                    "The local cloud logs in to nodes from an IPv4 management source outside "
                        + $"{LocalNetwork.PublicAddresses}, and there is none.",
                    "Add one, e.g. 198.51.100.0/28."
                ),
            ];

    public override ImmutableArray<SdnFile> Files() =>
        [new("router.nft", Text, "the router's filter and public addresses; check with: nft -c -f FILE")];
}
