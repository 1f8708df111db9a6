using System.Collections.Immutable;
using Infra.Core.Policy;

namespace Infra.Core.Firewall;

/// <summary>
/// How a node lets in what comes from outside its service. Where all components have the same clients, which is usual,
/// one set of networks and a list of ports say it in the fewest members; where they differ, one set holds network and port
/// together. Either way it is one rule for all clients, whatever their number and that of components.
/// </summary>
internal sealed record OutsideRules(ImmutableArray<AddressSet> Sets, ImmutableArray<PortSet> PortSets, ImmutableArray<FilterRule> Rules)
{
    /// <summary>The one set of its kind. Its members carry their ports, so its meaning is in them and never changes.</summary>
    public const string ClientSet = "infra-clients";

    public static OutsideRules Of(IReadOnlyCollection<Flow> flows)
    {
        var groups = SourceGroup.Of(flows);
        var clients = groups.Where(g => g.Zone != FlowZones.Management).ToList();
        if (clients.Count < 2)
        {
            return new([.. groups.Select(g => g.Set)], [], [.. groups.SelectMany(g => g.Rules())]);
        }

        var operators = groups.Where(g => g.Zone == FlowZones.Management).ToList();
        var members =
            from client in clients
            from source in client.Set.Members
            from ports in client.Ports
            from port in ports.Ports.AsNumbers()
            select (source, ports.Protocol, port);
        var set = new PortSet(ClientSet, members);
        var why =
            $"From {string.Join(" and ", clients.Select(g => g.Zone).Distinct().Order(StringComparer.Ordinal))}, each to its own ports";
        return new(
            [.. operators.Select(g => g.Set)],
            [set],
            [
                .. operators.SelectMany(g => g.Rules()),
                new FilterRule(RuleFamilies.Both, why, [new RuleMatch.SourceToPort(set.Name)], RuleVerdict.Accept),
            ]
        );
    }
}
