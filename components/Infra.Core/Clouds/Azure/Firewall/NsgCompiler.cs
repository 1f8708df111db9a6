using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Catalog;
using Infra.Core.Sdn.Openings;

namespace Infra.Core.Clouds.Azure;

/// <summary>
/// The network security group on a service's network interfaces: exactly the policy. Only allow rules, then a deny-all in each direction,
/// which overrides Azure's defaults: 65000 allows everything within the virtual network and its peers in both directions, 65001 allows
/// probes in and the internet out
/// (https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview#default-security-rules). Internet destinations are
/// listed as the networks of the internet, not as "deny private, then allow any": that would be shorter by some prefixes, but rules would
/// depend on each other's order.
/// </summary>
internal static class NsgCompiler
{
    private static readonly NsgEnd Anything = new NsgEnd.Any();

    /// <exception cref="ArgumentException">The project has no such service.</exception>
    public static NsgRuleSet Compile(ProjectPlan plan, string service)
    {
        var openings = OpeningCompiler.Compile(plan, service);
        var type = plan.Spec.Services.GetValueOrDefault(service) is { } spec ? ServiceCatalog.Find(spec.Type) : null;
        var group = new NsgEnd.ApplicationGroup(AzureNames.ApplicationGroup(plan.Spec.Name, service));
        return new NsgRuleSet(
            AzureNames.ServiceGroup(plan.Spec.Name, service),
            service,
            Sorted(openings.SelectMany(opening => Rules(opening, group, type)))
        );
    }

    internal static ImmutableArray<NsgRule> Sorted(IEnumerable<NsgRule> allowed) =>
        [
            .. allowed
                .Append(DenyAll(inbound: true))
                .Append(DenyAll(inbound: false))
                .OrderBy(rule => rule.Inbound ? 0 : 1)
                .ThenBy(rule => rule.Priority)
                .ThenBy(rule => rule.Name, StringComparer.Ordinal),
        ];

    private static IEnumerable<NsgRule> Rules(Opening opening, NsgEnd.ApplicationGroup group, ServiceType? type) =>
        opening.Remote switch
        {
            OpeningRemote.SameService => [Rule(opening, null, group, type)],
            OpeningRemote.Networks networks => networks
                .ByFamily()
                .Select(family => Rule(opening, family.Family, new NsgEnd.Prefixes(family.Cidrs), type)),
            _ => throw new InvalidOperationException($"{opening.Name}: no such remote {opening.Remote}."),
        };

    private static NsgRule Rule(Opening opening, IpFamily? family, NsgEnd remote, ServiceType? type) =>
        new(
            NameOf(opening, family),
            opening.Inbound,
            NsgPriority.Of(opening, family, type),
            Allow: true,
            Written(opening.Protocol),
            opening.Inbound ? remote : Anything,
            opening.Inbound ? Anything : remote,
            opening.Ports,
            Described(opening.Purpose)
        );

    // Like the priority: with the protocol if one meaning has several, without it if the name alone is the meaning, so that name and
    // priority always change together.
    internal static string NameOf(Opening opening, IpFamily? family) =>
        string.Join(
            '-',
            (string[])
                [
                    opening.Inbound ? "in" : "out",
                    opening.Name,
                    .. opening.Kind == OpeningKind.Egress
                        ? Array.Empty<string>()
                        : [opening.Protocol is { } protocol ? protocol.Keyword() : "any"],
                    .. family is { } known ? [known == IpFamily.V4 ? "v4" : "v6"] : Array.Empty<string>(),
                ]
        );

    internal static string Written(IpProtocol? protocol) =>
        protocol switch
        {
            IpProtocol.Tcp => "Tcp",
            IpProtocol.Udp => "Udp",
            IpProtocol.Esp => "Esp",
            null => "*",
            _ => throw new ArgumentOutOfRangeException(nameof(protocol), protocol, "No such protocol."),
        };

    // https://learn.microsoft.com/azure/templates/microsoft.network/networksecuritygroups/securityrules: at most 140 characters.
    internal static string Described(string purpose) => purpose.Length <= 140 ? purpose : $"{purpose[..137]}...";

    private static NsgRule DenyAll(bool inbound) =>
        new(
            inbound ? "in-everything-else" : "out-everything-else",
            inbound,
            NsgPriority.DenyAll,
            Allow: false,
            "*",
            Anything,
            Anything,
            new Ports.All(),
            "what no rule allows"
        );
}
