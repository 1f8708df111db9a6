using System.Collections.Immutable;
using Infra.Core.Diagnostics;
using Infra.Core.Sdn;

namespace Infra.Core.Clouds.Gcp;

/// <summary>A project's VPC firewall rules on Google Cloud.</summary>
/// <param name="Plan">The plan they were compiled from.</param>
/// <param name="Services">From service, or <see cref="Topology.Bastion.Owner"/>, to its rules.</param>
public sealed record GcpFirewall(ProjectPlan Plan, ImmutableSortedDictionary<string, ImmutableArray<GcpFirewallRule>> Services)
    : CloudFirewall
{
    internal static new GcpFirewall Compile(ProjectPlan plan) => Compile(plan, GcpFirewallQuota.In(plan.Spec));

    internal static GcpFirewall Compile(ProjectPlan plan, GcpFirewallQuota quota) =>
        new(
            plan,
            plan.Owners.ToImmutableSortedDictionary(
                service => service,
                service => GcpFirewallCompiler.Compile(plan, service, quota),
                StringComparer.Ordinal
            )
        );

    /// <summary>All services' rules, services by name.</summary>
    internal ImmutableArray<GcpFirewallRule> Rules => [.. Services.Values.SelectMany(rules => rules)];

    public override ImmutableArray<Diagnostic> Check(Func<string, SourceLocation> placeOf) =>
        GcpSdn.Check(this, placeOf, GcpFirewallQuota.In(Plan.Spec));

    public override ImmutableArray<SdnFile> Files() =>
        [new("vpc-firewall-rules", GcpSdn.Listing(Rules), "each service's VPC firewall rules")];
}
