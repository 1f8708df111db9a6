using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Catalog;
using Infra.Core.Sdn.Openings;
using Infra.Core.Topology;

namespace Infra.Core.Clouds.Azure;

/// <summary>
/// The network security group on the workload subnets: denies what no service of the project accepts or needs, even for a network interface
/// that lost its own group, or that someone else added to the subnet. Otherwise only Azure's defaults would apply to it: all of the virtual
/// network in, all of the internet out. Azure applies both groups, so this one may be wider and must never be narrower. It is wider in two
/// ways: clients' ports are open as a range, from anywhere, because the services' lists together may not fit into one group; and peers are
/// everyone in the workload subnets. So it rarely changes with services.
/// </summary>
internal static class SubnetNsgCompiler
{
    private static readonly NsgEnd Anything = new NsgEnd.Any();

    // The ports of components for clients, from the catalog: its range, and the port for web interfaces.
    private static readonly Ports ClientPorts = Ports.Of([
        ReservedPorts.Web,
        .. Enumerable.Range(ReservedPorts.FirstService, ReservedPorts.LastService - ReservedPorts.FirstService + 1),
    ]);

    public static NsgRuleSet Compile(ProjectPlan plan)
    {
        var openings = plan.Spec.Services.Keys.SelectMany(service => OpeningCompiler.Compile(plan, service));
        var rules =
            from opening in openings
            group opening by (
                Kind: opening.Kind == OpeningKind.ClientsOf ? OpeningKind.Clients : opening.Kind,
                opening.Inbound,
                opening.Name,
                opening.Protocol
            ) into same
            select Rules([.. same], plan.Topology);
        return new NsgRuleSet(
            AzureNames.SubnetGroup(plan.Spec.Name),
            null,
            NsgCompiler.Sorted(rules.SelectMany(rule => rule).DistinctBy(rule => (rule.Inbound, rule.Priority, rule.Name)))
        );
    }

    private static IEnumerable<NsgRule> Rules(ImmutableArray<Opening> same, ProjectTopology topology) =>
        same[0].Kind switch
        {
            OpeningKind.Clients or OpeningKind.ClientsOf => [Clients(same[0])],
            OpeningKind.Peers => Peers(same, topology),
            _ => Networks(same),
        };

    private static NsgRule Clients(Opening opening)
    {
        var all = opening with { Kind = OpeningKind.Clients, Name = "clients" };
        return Rule(all, null, Anything, Anything, ClientPorts, "clients of any service; each service's own group knows from where");
    }

    private static IEnumerable<NsgRule> Peers(ImmutableArray<Opening> same, ProjectTopology topology)
    {
        var workload = topology.Subnets.Where(subnet => subnet.Role == SubnetRole.Workload).ToImmutableArray();
        var networks = new OpeningRemote.Networks(
            CidrSet.Merge(workload.Select(subnet => subnet.Cidr).Concat(workload.Select(subnet => subnet.Cidr6).OfType<Cidr>()))
        );
        return networks
            .ByFamily()
            .Select(family =>
            {
                var nodes = new NsgEnd.Prefixes(family.Cidrs);
                return Rule(
                    same[0],
                    family.Family,
                    nodes,
                    nodes,
                    PortsOf(same),
                    "tunnels between nodes; each service's own group knows which"
                );
            });
    }

    private static IEnumerable<NsgRule> Networks(ImmutableArray<Opening> same)
    {
        var networks = new OpeningRemote.Networks(
            CidrSet.Merge(same.SelectMany(opening => ((OpeningRemote.Networks)opening.Remote).Cidrs))
        );
        return networks
            .ByFamily()
            .Select(family =>
            {
                var remote = new NsgEnd.Prefixes(family.Cidrs);
                return Rule(
                    same[0],
                    family.Family,
                    same[0].Inbound ? remote : Anything,
                    same[0].Inbound ? Anything : remote,
                    PortsOf(same),
                    same[0].Purpose
                );
            });
    }

    private static NsgRule Rule(Opening opening, IpFamily? family, NsgEnd source, NsgEnd destination, Ports ports, string purpose) =>
        new(
            NsgCompiler.NameOf(opening, family),
            opening.Inbound,
            NsgPriority.Of(opening, family, null),
            Allow: true,
            NsgCompiler.Written(opening.Protocol),
            source,
            destination,
            ports,
            NsgCompiler.Described(purpose)
        );

    private static Ports PortsOf(ImmutableArray<Opening> same) => Ports.Join(same.Select(opening => opening.Ports));
}
