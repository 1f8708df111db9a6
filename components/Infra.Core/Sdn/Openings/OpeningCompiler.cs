using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Policy;
using Infra.Core.Spec;

namespace Infra.Core.Sdn.Openings;

/// <summary>
/// Lowers the policy to openings. Compresses exactly: components that follow the service's list share one opening, so that
/// a list of thousands of networks is said once and not once a component; ports of one source become ranges.
/// </summary>
public static class OpeningCompiler
{
    private static readonly bool[] Directions = [true, false];

    /// <exception cref="ArgumentException">The project has no such service.</exception>
    public static OpeningSet Compile(ProjectPlan plan, string service)
    {
        var flows = ServiceFlows.Of(plan, service);
        var groups = flows
            .Flows.GroupBy(role => (role.Purpose, role.Component, role.Flow.Protocol))
            .Select(group => group.ToImmutableArray())
            .ToLookup(IsOneOpening);
        var said = groups[true].ToLookup(group => group[0].Purpose);
        return new OpeningSet(
            service,
            [
                .. said[FlowPurpose.Management]
                    .Select(group => Fixed(OpeningKind.Management, group))
                    .Concat(said[FlowPurpose.Platform].Select(group => Fixed(OpeningKind.Platform, group)))
                    .Concat(said[FlowPurpose.Peers].SelectMany(Peers))
                    .Concat(Clients(said[FlowPurpose.Clients], flows.Spec))
                    .Concat(flows.Egress.Select(Egress))
                    .OrderBy(opening => opening.Inbound ? 0 : 1)
                    .ThenBy(opening => opening.Kind)
                    .ThenBy(opening => opening.Name, StringComparer.Ordinal)
                    .ThenBy(opening => opening.Protocol),
            ],
            [
                .. flows.Refused,
                .. groups[false]
                    .SelectMany(group => group)
                    .Select(role => new RefusedFlow(role.Flow.Key, "others of its kind have both other sources and other ports.")),
            ]
        );
    }

    /// <summary>
    /// Whether flows of one meaning are one opening. Its sources and its ports are merged apart, which is exact only while
    /// the flows differ in one of the two: (A to 1) and (B to 2) would become (A and B to 1 and 2).
    /// </summary>
    private static bool IsOneOpening(ImmutableArray<FlowRole> flows) =>
        flows[0].Purpose == FlowPurpose.Peers || IsOne(flows, role => PortsOf([role])) || IsOne(flows, role => SourcesOf([role]));

    private static bool IsOne<T>(ImmutableArray<FlowRole> flows, Func<FlowRole, ImmutableArray<T>> part) =>
        flows.All(role => part(role).SequenceEqual(part(flows[0])));

    private static Opening Fixed(OpeningKind kind, ImmutableArray<FlowRole> flows) =>
        new(
            kind,
            flows[0].Word,
            null,
            Inbound: true,
            flows[0].Flow.Protocol,
            PortsOf(flows),
            new OpeningRemote.Networks(SourcesOf(flows)),
            flows[0].Flow.Reason
        );

    // Tunnel packets cross the network in both directions, and either side may speak first.
    private static IEnumerable<Opening> Peers(ImmutableArray<FlowRole> flows) =>
        Directions.Select(inbound => new Opening(
            OpeningKind.Peers,
            flows[0].Word,
            null,
            inbound,
            flows[0].Flow.Protocol,
            PortsOf(flows),
            new OpeningRemote.SameService(),
            "the tunnel between the service's nodes"
        ));

    /// <summary>One opening for all components that follow the service's list, one for each that has a list of its own.</summary>
    private static IEnumerable<Opening> Clients(IEnumerable<ImmutableArray<FlowRole>> components, ServiceSpec service)
    {
        var shared = CidrSet.Merge(new ClientAccess(service.AllowedSources, service.PublicAccess).Sources);
        var rules =
            from component in components
            let sources = SourcesOf(component)
            let own = sources.SequenceEqual(shared) ? null : component[0].Component
            group component by (Own: own, component[0].Flow.Protocol) into rule
            let flows = rule.SelectMany(component => component).ToImmutableArray()
            select new Opening(
                rule.Key.Own is null ? OpeningKind.Clients : OpeningKind.ClientsOf,
                rule.Key.Own is null ? "clients" : $"clients-{rule.Key.Own}",
                rule.Key.Own,
                Inbound: true,
                rule.Key.Protocol,
                PortsOf(flows),
                new OpeningRemote.Networks(SourcesOf(flows)),
                $"clients of {string.Join(", ", rule.Select(component => component[0].Component).Order(StringComparer.Ordinal))}"
            );
        return rules;
    }

    private static Opening Egress(EgressFlow flow) =>
        new(
            OpeningKind.Egress,
            flow.Key[(flow.Service.Length + 1)..].Replace('/', '-'),
            null,
            Inbound: false,
            flow.Protocol,
            [.. NumberRange.Of(flow.Ports)],
            new OpeningRemote.Networks(CidrSet.Merge(flow.Cidrs)),
            flow.Reason
        );

    private static ImmutableArray<Cidr> SourcesOf(IEnumerable<FlowRole> flows) =>
        CidrSet.Merge(flows.SelectMany(role => ((FlowSource.Networks)role.Flow.Source).Cidrs));

    private static ImmutableArray<NumberRange> PortsOf(IEnumerable<FlowRole> flows) =>
        [.. NumberRange.Of(flows.SelectMany(role => role.Flow.Ports))];
}
