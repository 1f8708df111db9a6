using System.Collections.Immutable;
using Infra.Core.Clouds;
using Infra.Core.Firewall;
using Infra.Core.Sdn.Aws;
using Infra.Core.Sdn.Azure;
using Infra.Core.Sdn.Gcp;

namespace Infra.Core.Sdn;

/// <summary>The rules of a project's cloud firewall as text: stable, one rule a line, for people, diffs and proofs.</summary>
/// <param name="Name">A file name.</param>
/// <param name="About">For people: what it is.</param>
public sealed record SdnFile(string Name, string Text, string About)
{
    /// <summary>A project's files, sorted by name.</summary>
    public static ImmutableArray<SdnFile> Of(ProjectPlan plan) =>
        plan.Spec.Cloud switch
        {
            CloudKind.Aws => AwsListing.Of(plan),
            CloudKind.Local =>
            [
                new("router.nft", LocalRouter.Emit(plan), "the router's filter and public addresses; check with: nft -c -f FILE"),
            ],
            CloudKind.Azure =>
            [
                new("network-security-groups", AzureSdn.Listing(plan), "the workload subnets' security group, then each service's"),
            ],
            CloudKind.Gcp => [new("vpc-firewall-rules", GcpSdn.Listing(plan), "each service's VPC firewall rules")],
            _ => throw new NotSupportedException($"No listing for {plan.Spec.Cloud}."),
        };
}
