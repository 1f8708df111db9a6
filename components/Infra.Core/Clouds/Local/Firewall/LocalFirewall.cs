using System.Collections.Immutable;
using Infra.Core.Diagnostics;
using Infra.Core.Sdn;

namespace Infra.Core.Clouds.Local;

/// <summary>The local cloud's rules: one nft transaction for its router.</summary>
/// <param name="Text">See <see cref="LocalRouter"/>.</param>
public sealed record LocalFirewall(string Text) : CloudFirewall
{
    internal static new LocalFirewall Compile(ProjectPlan plan) => new(LocalRouter.Emit(plan));

    public override ImmutableArray<Diagnostic> Check(Func<string, SourceLocation> placeOf) => [];

    public override ImmutableArray<SdnFile> Files() =>
        [new("router.nft", Text, "the router's filter and public addresses; check with: nft -c -f FILE")];
}
