using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Catalog;
using Infra.Core.Diagnostics;
using Infra.Core.Sdn;
using Infra.Core.Spec.Customers;
using Infra.Core.Topology;

namespace Infra.Core.Clouds.Aws;

/// <summary>What groups cannot express and what they cost, checked when planning: AWS would reject them half-way through.</summary>
internal static class SecurityGroupQuota
{
    /// <summary>
    /// What a group costs per direction and family: a network 1 in its own family, a group 1 in each, a list its maximum number of entries
    /// in its own.
    /// </summary>
    public static int Cost(SecurityGroup group, SdnDirection direction, IpFamily family) =>
        group
            .Rules.Where(rule => rule.Direction == direction)
            .Sum(rule =>
                rule.Remote switch
                {
                    SecurityGroupRemote.Network network => network.Cidr.Family == family ? 1 : 0,
                    SecurityGroupRemote.SameService => 1,
                    SecurityGroupRemote.List list => list.Of.Family == family ? list.Of.Entries.Length : 0,
                    _ => throw new InvalidOperationException($"No cost for {rule.Remote}."),
                }
            );

    /// <param name="placeOf">Maps a key path to its place in the stack file.</param>
    internal static ImmutableArray<Diagnostic> Check(AwsFirewall firewall, Func<string, SourceLocation> placeOf)
    {
        var (plan, services) = (firewall.Plan, firewall.Services.Values.ToList());
        var limit = AwsQuotas.SecurityGroupRules.In(plan.Spec.Quotas);
        var most = AwsQuotas.MostRulesByGroups / services.Select(groups => On(plan, groups)).DefaultIfEmpty(1).Max();
        var tooMany =
            from groups in services
            from @group in groups
            from direction in new[] { SdnDirection.Ingress, SdnDirection.Egress }
            from family in new[] { IpFamily.V4, IpFamily.V6 }
            let cost = Cost(@group, direction, family)
            where cost > limit
            select TooManyRules(plan, @group, direction, family, cost, limit, most, placeOf);
        return [.. tooMany, .. services.SelectMany(groups => CheckGroups(plan, groups, placeOf))];
    }

    private static Diagnostic TooManyRules(
        ProjectPlan plan,
        SecurityGroup group,
        SdnDirection direction,
        IpFamily family,
        int cost,
        int limit,
        int most,
        Func<string, SourceLocation> placeOf
    )
    {
        var quota = AwsQuotas.SecurityGroupRules;
        var shares = RuleShare.Of(plan, group.Service, one =>
            SecurityGroupCompiler
                .Compile(one, group.Service)
                .Where(same => same.Key == group.Key)
                .Sum(same => Cost(same, direction, family))
        );
        var (bound, path) =
            direction == SdnDirection.Ingress ? ("inbound", $"services.{group.Service}.allowedSources") : ("outbound", "egress");
        var dearest = shares.IsEmpty ? path : shares[0].Path;
        var remedy =
            direction == SdnDirection.Egress && !group.IsServices
                ? $"List networks instead of 'internet', which costs {PrefixList.Internet.Entries.Length}."
                : $"List fewer, wider networks under '{dearest}': each costs one rule for each range of adjacent ports.";
        return new Diagnostic(
            DiagnosticCodes.TooManySdnRules,
            Severity.Error,
            placeOf(dearest),
            $"Security group {group.Key} needs {cost} {(family == IpFamily.V4 ? "IPv4" : "IPv6")} {bound} rules; a "
                + $"security group can hold {limit} ({quota.CloudName}).{RuleShare.Sentence(shares)}",
            $"{remedy} {Raise(quota, cost, most)}"
        );
    }

    // Raising one of the two quotas lowers the other, so a stack file that states many rules per group states few groups.
    private static IEnumerable<Diagnostic> CheckGroups(
        ProjectPlan plan,
        ImmutableArray<SecurityGroup> groups,
        Func<string, SourceLocation> placeOf
    )
    {
        var quota = AwsQuotas.SecurityGroupsPerInterface;
        var rules = AwsQuotas.SecurityGroupRules.In(plan.Spec.Quotas);
        var most = Math.Min(quota.Most, AwsQuotas.MostRulesByGroups / rules);
        var limit = Math.Min(quota.In(plan.Spec.Quotas), most);
        var needed = On(plan, groups);
        if (needed <= limit)
        {
            yield break;
        }

        // If the stated rules leave no room for groups, they are the error, not the nodes' egress.
        var byRules = needed <= quota.In(plan.Spec.Quotas);
        var fewer = AwsQuotas.MostRulesByGroups / needed;
        var extra = needed - groups.Length;
        var byExtra = !byRules && groups.Length <= limit;
        yield return new Diagnostic(
            DiagnosticCodes.TooManySecurityGroups,
            Severity.Error,
            placeOf(
                byRules ? $"quotas.{AwsQuotas.SecurityGroupRules.Name}"
                : byExtra ? ExtraGroupsReader.Key
                : "egress"
            ),
            $"Service {groups[0].Service} needs {needed} security groups{(extra > 0 ? $", {extra} of them the customer's" : "")}; a node's "
                + $"network interface can have at most {limit} with {rules} rules per group ({quota.CloudName}).",
            byRules
                    ? $"Write {fewer} or less: on AWS rules per group times groups per interface is at most "
                        + $"{AwsQuotas.MostRulesByGroups}. Or use 'internet' with fewer ranges of adjacent ports: each range "
                        + "needs its own group."
                : byExtra ? $"List {limit - groups.Length} at most here. {Raise(quota, needed, most)}"
                : $"Use 'internet' with fewer ranges of adjacent ports: each range needs its own group. {Raise(quota, needed, most)}"
        );
    }

    /// <summary>How many groups an interface is in: the customer's own too, except on bastions.</summary>
    private static int On(ProjectPlan plan, ImmutableArray<SecurityGroup> groups) =>
        groups.Length + (groups[0].Service == Bastion.Owner ? 0 : plan.Spec.ExtraSecurityGroups.Length);

    private static string Raise(CloudQuota quota, int needed, int most) =>
        needed <= most
            ? $"Or have the quota raised in the account (at most {most}) and set it: 'quotas: {{ {quota.Name}: {needed} }}'."
            : $"AWS grants at most {most} here: rules per group times groups per interface is at most {AwsQuotas.MostRulesByGroups}.";
}
