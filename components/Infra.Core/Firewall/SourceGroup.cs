using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Policy;

namespace Infra.Core.Firewall;

/// <summary>
/// Flows from outside with the same zone and sources: one set, and one rule per protocol. The set is named after what it opens, so that a
/// set in the kernel never changes its meaning: while chains and sets are swapped one after the other, an old rule never meets another's
/// sources.
/// </summary>
internal sealed record SourceGroup(string Zone, AddressSet Set, ImmutableArray<PortGroup> Ports)
{
    /// <summary>The set of operators' networks.</summary>
    public const string ManagementSet = "infra-management";

    /// <summary>Management first. If the platform has the same networks, it shares their set and rule.</summary>
    public static ImmutableArray<SourceGroup> Of(IEnumerable<Flow> flows) =>
        [
            .. flows
                .Where(f => f.Purpose is FlowPurpose.FromOutside)
                .Select(f => (Flow: f, From: (FlowPurpose.FromOutside)f.Purpose))
                .GroupBy(f =>
                    (
                        Zone: f.From.IsOperators ? FlowZones.Management : f.From.Zone,
                        Members: string.Join(' ', CidrSet.Merge(f.From.Sources))
                    )
                )
                .Select(g => Make(g.Key.Zone, g.First().From.Sources, g.Select(f => f.Flow)))
                .OrderByDescending(g => g.Zone == FlowZones.Management)
                .ThenBy(g => g.Set.Name, StringComparer.Ordinal),
        ];

    public IEnumerable<FilterRule> Rules() =>
        Ports.SelectMany(p => p.Rules($"From {Zone}", [new RuleMatch.SourceSet(Set.Name)], RuleFamilies.Both));

    private static SourceGroup Make(string zone, ImmutableArray<Cidr> cidrs, IEnumerable<Flow> flows)
    {
        ImmutableArray<PortGroup> ports = [.. PortGroup.Of(flows)];
        var meaning = Stable.Sha256Hex(
            $"{zone}\n{string.Join('\n', ports.Select(p => $"{p.Protocol} {string.Join(',', p.Ports.AsNumbers())}"))}"
        );
        var name = zone == FlowZones.Management ? ManagementSet : $"infra-from-{meaning[..8]}";
        return new SourceGroup(zone, new AddressSet(name, cidrs), ports);
    }
}
