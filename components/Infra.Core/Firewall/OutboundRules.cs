using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Policy;

namespace Infra.Core.Firewall;

/// <summary>
/// A node's egress to anything except its peers: two rules for root-only services, one for the rest of the platform, one for destinations
/// by port, one for those open on all ports, whatever the number of each. Sets are named after their contents, so that while chains and
/// sets are swapped one after the other, an old rule never meets destinations of another kind.
/// </summary>
internal sealed record OutboundRules(ImmutableArray<AddressSet> Sets, ImmutableArray<PortSet> PortSets, ImmutableArray<FilterRule> Rules)
{
    /// <summary>Addresses and ports of the cloud's own services that only root may reach.</summary>
    public const string MetadataSet = "infra-metadata";

    /// <summary>Addresses and ports of the cloud's own services for all programs.</summary>
    public const string PlatformSet = "infra-platform";

    /// <summary>Destinations, each with its ports.</summary>
    public const string DestinationSet = "infra-destinations";

    /// <summary>Destinations without a protocol or port limit.</summary>
    public const string OpenSet = "infra-open";

    public static OutboundRules Of(IEnumerable<EgressFlow> egress)
    {
        var flows = egress.ToList();
        var open = flows.Where(f => f.Protocol is null).SelectMany(f => f.Cidrs).ToList();
        var portSets = ImmutableArray.CreateBuilder<PortSet>();
        var rules = ImmutableArray.CreateBuilder<FilterRule>();
        var metadata = Members(flows.Where(f => f.ForRootAlone));
        if (metadata.Count > 0)
        {
            portSets.Add(new PortSet(MetadataSet, metadata));
            rules.AddRange(ForRootAlone(FamiliesOf(metadata.Select(m => m.Network)), new RuleMatch.DestinationAndPort(MetadataSet)));
        }

        foreach (
            var (name, why, members) in (ReadOnlySpan<(string, string, List<(Cidr Network, IpProtocol, int)>)>)
                [
                    (
                        PlatformSet,
                        "The cloud's own services",
                        Members(flows.Where(f => f.Purpose is EgressPurpose.Platform { ForRootAlone: false }))
                    ),
                    (
                        DestinationSet,
                        "Destinations, each on its own ports",
                        Members(flows.Where(f => f.Purpose is not EgressPurpose.Platform))
                    ),
                ]
        )
        {
            if (members.Count > 0)
            {
                portSets.Add(new PortSet(name, members));
                rules.Add(EssentialRules.Accept(FamiliesOf(members.Select(m => m.Network)), why, new RuleMatch.DestinationAndPort(name)));
            }
        }

        if (open.Count > 0)
        {
            rules.Add(
                EssentialRules.Accept(FamiliesOf(open), "Open: the internet, nothing private", new RuleMatch.DestinationSet(OpenSet))
            );
        }

        return new(open.Count > 0 ? [new AddressSet(OpenSet, open)] : [], portSets.ToImmutable(), rules.ToImmutable());
    }

    /// <summary>The same without sets, with one or more rules per network; what is open is written as the complement.</summary>
    public static IEnumerable<FilterRule> WithoutSets(IEnumerable<EgressFlow> egress)
    {
        var flows = egress.ToList();
        foreach (var group in EgressGroup.Of(flows))
        {
            foreach (var cidr in group.Networks)
            {
                foreach (var rule in group.On.Rules(group.Reason, [new RuleMatch.Destination(cidr)], FamilyOf(cidr)))
                {
                    foreach (var one in group.ForRootAlone ? ForRootAlone(rule.Families, [.. rule.Matches]) : [rule])
                    {
                        yield return one;
                    }
                }
            }
        }

        foreach (var (family, closed) in ClosedOf(flows))
        {
            var families = family == IpFamily.V4 ? RuleFamilies.V4 : RuleFamilies.V6;
            foreach (var cidr in closed)
            {
                yield return EssentialRules.Refuse("Nothing private", families, new RuleMatch.Destination(cidr));
            }

            yield return EssentialRules.Accept(families, "Open: the internet");
        }
    }

    /// <summary>
    /// For each family with destinations open on all ports: the networks that are not. They are far fewer than those that are.
    /// </summary>
    internal static IEnumerable<(IpFamily Family, ImmutableArray<Cidr> Closed)> ClosedOf(IEnumerable<EgressFlow> egress)
    {
        var open = egress.Where(f => f.Protocol is null).SelectMany(f => f.Cidrs).ToList();
        return open.Select(cidr => cidr.Family)
            .Distinct()
            .Order()
            .Select(family => (family, CidrSet.Subtract([Cidr.Parse(family == IpFamily.V4 ? "0.0.0.0/0" : "::/0")], open)));
    }

    private static List<(Cidr Network, IpProtocol Protocol, int Port)> Members(IEnumerable<EgressFlow> flows) =>
        [
            .. from flow in flows
            where flow.Protocol is not null
            from network in flow.Cidrs
            from port in flow.Ports.AsNumbers()
            select (network, flow.Protocol!.Value, port),
        ];

    // Rejecting first would be enough for both, but readers look for what a filter allows.
    private static IEnumerable<FilterRule> ForRootAlone(RuleFamilies families, params RuleMatch[] matches) =>
        [
            EssentialRules.Accept(families, "Metadata: root alone", [new RuleMatch.SentByRoot(), .. matches]),
            EssentialRules.Refuse("Metadata: root alone", families, matches),
        ];

    // A rule for a family without destinations would never match.
    private static RuleFamilies FamiliesOf(IEnumerable<Cidr> networks) => networks.Select(FamilyOf).Aggregate((one, other) => one | other);

    private static RuleFamilies FamilyOf(Cidr cidr) => cidr.Family == IpFamily.V4 ? RuleFamilies.V4 : RuleFamilies.V6;
}
