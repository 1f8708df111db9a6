using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Catalog;
using Infra.Core.Diagnostics;

namespace Infra.Core.Sdn.Aws;

/// <summary>What groups cost, checked while planning: AWS would refuse them half-way through.</summary>
public static class SecurityGroupQuota
{
    /// <summary>What a group costs in a direction and family: a network 1 in its own, a group 1 in each, a list its most entries in its own.</summary>
    public static int Cost(SecurityGroup group, SdnDirection direction, IpFamily family) => group.Rules
        .Where(rule => rule.Direction == direction)
        .Sum(rule => rule.Remote switch
        {
            SecurityGroupRemote.Network network => network.Cidr.Family == family ? 1 : 0,
            SecurityGroupRemote.SameService => 1,
            SecurityGroupRemote.List list => list.Of.Family == family ? list.Of.Entries.Length : 0,
            _ => throw new InvalidOperationException($"No cost for {rule.Remote}."),
        });

    /// <param name="fileName">The stack file, as messages shall name it.</param>
    public static ImmutableArray<Diagnostic> Check(ProjectPlan plan, string fileName)
    {
        var limit = AwsQuotas.SecurityGroupRules.In(plan.Spec);
        return
        [
            .. from service in plan.Spec.Services.Keys
               let @group = SecurityGroupCompiler.Compile(plan, service)
               from direction in new[] { SdnDirection.Ingress, SdnDirection.Egress }
               from family in new[] { IpFamily.V4, IpFamily.V6 }
               let cost = Cost(@group, direction, family)
               where cost > limit
               select TooMany(@group, direction, family, cost, limit, fileName),
        ];
    }

    private static Diagnostic TooMany(SecurityGroup group, SdnDirection direction, IpFamily family, int cost, int limit, string fileName)
    {
        var quota = AwsQuotas.SecurityGroupRules;
        var (bound, path, remedy) = direction == SdnDirection.Ingress
            ? ("inbound", $"services.{group.Service}.allowedSources", "Allow fewer, wider networks: each costs one rule for each run of neighbouring ports.")
            : ("outbound", "egress", $"Name fewer destinations; 'internet' costs {PrefixList.Internet.Entries.Length} for each run of neighbouring ports.");
        return new Diagnostic(
            DiagnosticCodes.TooManySdnRules,
            Severity.Error,
            new SourceLocation(fileName, 0, 0, path),
            $"Service {group.Service} needs {cost} {(family == IpFamily.V4 ? "IPv4" : "IPv6")} {bound} rules; a security group holds {limit} ({quota.CloudName}).",
            $"{remedy} Or have the quota raised in the account (at most {quota.Most}) and say so: 'quotas: {{ {quota.Name}: {Math.Min(cost, quota.Most)} }}'.");
    }
}
