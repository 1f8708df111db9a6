using System.Collections.Immutable;
using Infra.Core.Policy;

namespace Infra.Core.Firewall;

/// <summary>
/// A node's ingress from outside its service. If all components have the same clients, the usual case, one set of networks and a list of
/// ports need the fewest members; if they differ, one set holds network and port together. Either way it is one rule for all clients,
/// whatever the number of clients and components.
/// </summary>
internal sealed record OutsideRules(ImmutableArray<AddressSet> Sets, ImmutableArray<PortSet> PortSets, ImmutableArray<FilterRule> Rules)
{
    /// <summary>The only set of its kind. Its members include their ports, so its meaning never changes.</summary>
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
