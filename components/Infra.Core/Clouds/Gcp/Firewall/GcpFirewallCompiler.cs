using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Firewall;
using Infra.Core.Sdn.Openings;
using Infra.Core.Topology;

namespace Infra.Core.Clouds.Gcp;

/// <summary>
/// The VPC firewall rules of a service: exactly the policy. Each targets the service account of the service's nodes; a deny-all for it, in
/// both directions and families, ranks below the allow rules.
/// </summary>
/// <remarks>
/// VPC firewall rules and not a network firewall policy: a policy's rules support service accounts as targets but not as sources (those
/// would be secure tags, an organization's resource, bound to each VM), and their priorities must be unique, so that each would need a slot
/// by meaning, as on Azure. VPC rules have neither problem, and count against a quota that is raised on request.
/// </remarks>
internal static class GcpFirewallCompiler
{
    private static readonly bool[] Directions = [true, false];
    private static readonly ImmutableArray<Cidr> Everywhere = [Cidr.Parse("0.0.0.0/0"), Cidr.Parse("::/0")];

    /// <param name="quota">How many ranges a rule holds: longer lists are spread over several.</param>
    /// <exception cref="ArgumentException">The project has no such service.</exception>
    public static ImmutableArray<GcpFirewallRule> Compile(ProjectPlan plan, string service, GcpFirewallQuota quota)
    {
        var (project, account) = (plan.Spec.Name, GcpNames.ServiceAccount(plan.Spec.Name, service));
        var openings = OpeningCompiler.Compile(plan, service);

        // A rule supports several protocols: the tunnel's two share one rule.
        var allowed =
            from opening in openings
            group opening by (opening.Inbound, opening.Name, Remote: $"{KeyOf(opening.Remote)}") into same
            from remote in Remotes(same.First(), plan.Topology, service, account, quota)
            select new GcpFirewallRule(
                GcpNames.Rule(project, service, $"{(same.Key.Inbound ? "in" : "out")}-{same.Key.Name}{remote.Suffix}"),
                service,
                same.Key.Inbound,
                GcpPriority.Allow,
                Allow: true,
                account,
                remote.Remote,
                Protocols(same),
                same.First().Purpose
            );
        var denied =
            from ingress in Directions
            from cidr in Everywhere
            select new GcpFirewallRule(
                GcpNames.Rule(project, service, $"{(ingress ? "in" : "out")}-everything-else-{FamilyName(cidr.Family)}"),
                service,
                ingress,
                GcpPriority.Deny,
                Allow: false,
                account,
                new GcpRemote.Ranges([cidr]),
                [],
                "what no rule allows"
            );
        return
        [
            .. allowed
                .Concat(denied)
                .OrderBy(rule => rule.Ingress ? 0 : 1)
                .ThenBy(rule => rule.Priority)
                .ThenBy(rule => rule.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>Every protocol includes the individual ones.</summary>
    private static ImmutableArray<GcpProtocol> Protocols(IEnumerable<Opening> same) =>
        same.Any(opening => opening.Protocol is null)
            ? []
            :
            [
                .. same.Select(opening => new GcpProtocol(Written(opening), opening.Ports))
                    .OrderBy(protocol => protocol.Name, StringComparer.Ordinal),
            ];

    private static string Written(Opening opening) =>
        opening.Protocol?.Keyword() ?? throw new InvalidOperationException($"{opening.Name}: ports of no protocol.");

    private static IEnumerable<(string Suffix, GcpRemote Remote)> Remotes(
        Opening opening,
        ProjectTopology topology,
        string service,
        string account,
        GcpFirewallQuota quota
    ) =>
        opening.Remote switch
        {
            OpeningRemote.SameService when opening.Inbound => [("", new GcpRemote.ServiceAccount(account))],

            // Egress rules know destinations by address only: so the nodes' own, of both generations; a whole subnet would be simpler but
            // wider than the policy.
            OpeningRemote.SameService => Ranges(new(CidrSet.Merge(ServiceAddresses.Of(topology, service).Select(Cidr.Host))), quota),
            OpeningRemote.Networks networks => Ranges(networks, quota),
            _ => throw new InvalidOperationException($"{opening.Name}: no such remote {opening.Remote}."),
        };

    private static IEnumerable<(string Suffix, GcpRemote Remote)> Ranges(OpeningRemote.Networks networks, GcpFirewallQuota quota) =>
        from family in networks.ByFamily()
        from slot in RangeSlots.Of(family.Cidrs, quota.RangesPerRule)
        select (
            $"-{FamilyName(family.Family)}{(slot.Slot is { } number ? $"-{number}" : "")}",
            (GcpRemote)new GcpRemote.Ranges(slot.Cidrs)
        );

    private static string KeyOf(OpeningRemote remote) =>
        remote is OpeningRemote.Networks networks ? string.Join(',', networks.Cidrs) : "nodes";

    private static string FamilyName(IpFamily family) => family == IpFamily.V4 ? "v4" : "v6";
}
