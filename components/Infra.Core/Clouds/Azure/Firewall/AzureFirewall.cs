using System.Collections.Immutable;
using Infra.Core.Diagnostics;
using Infra.Core.Sdn;

namespace Infra.Core.Clouds.Azure;

/// <summary>A project's network security groups on Azure.</summary>
/// <param name="Plan">The plan they were compiled from.</param>
/// <param name="Subnets">The group on the workload subnets; null if these are not ours.</param>
/// <param name="Services">From service, or <see cref="Topology.Bastion.Owner"/>, to the group on its interfaces.</param>
public sealed record AzureFirewall(ProjectPlan Plan, NsgRuleSet? Subnets, ImmutableSortedDictionary<string, NsgRuleSet> Services)
    : CloudFirewall
{
    internal static new AzureFirewall Compile(ProjectPlan plan) =>
        new(
            plan,
            plan.Spec.Network is null ? SubnetNsgCompiler.Compile(plan) : null,
            plan.Owners.ToImmutableSortedDictionary(
                service => service,
                service => NsgCompiler.Compile(plan, service),
                StringComparer.Ordinal
            )
        );

    /// <summary>The subnets' group, followed by each service's, by name.</summary>
    internal ImmutableArray<NsgRuleSet> Groups => Subnets is null ? [.. Services.Values] : [Subnets, .. Services.Values];

    public override ImmutableArray<Diagnostic> Check(Func<string, SourceLocation> placeOf) =>
        AzureSdn.Check(this, placeOf, NsgQuota.In(Plan.Spec));

    public override ImmutableArray<SdnFile> Files() =>
        [new("network-security-groups", AzureSdn.Listing(Groups), "the workload subnets' security group, then each service's")];
}
