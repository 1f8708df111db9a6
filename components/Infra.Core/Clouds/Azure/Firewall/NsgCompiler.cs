using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Catalog;
using Infra.Core.Sdn.Openings;

namespace Infra.Core.Clouds.Azure;

/// <summary>
/// The network security group of a service, on its nodes' network interfaces: exactly the policy. Allow rules alone, then a
/// deny of everything in each direction, which overrides Azure's own: 65000 lets in and out whatever is in the virtual
/// network or peered with it, 65001 lets in probes and lets out to the internet
/// (https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview#default-security-rules).
/// What nodes may reach on the internet is said as the networks that are the internet, not as "deny private, then allow
/// any": that would be shorter by some prefixes, but rules would depend on each other's order.
/// </summary>
internal static class NsgCompiler
{
    private static readonly NsgEnd Anything = new NsgEnd.Any();

    /// <exception cref="ArgumentException">The project has no such service.</exception>
    public static NsgRuleSet Compile(ProjectPlan plan, string service)
    {
        var openings = OpeningCompiler.Compile(plan, service);
        var type = ServiceCatalog.Find(plan.Spec.Services[service].Type);
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

    // As the priority: with the protocol where one meaning has several, without where the name alone is the meaning, so
    // that name and priority always change together.
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
