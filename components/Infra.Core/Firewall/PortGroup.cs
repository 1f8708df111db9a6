using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Policy;

namespace Infra.Core.Firewall;

/// <summary>Ports of one protocol with the same sources: one rule for every 15 of them.</summary>
/// <param name="Ports">Listed, or none if the protocol has none.</param>
internal sealed record PortGroup(IpProtocol Protocol, Ports Ports)
{
    /// <summary>The flows' ports, one group per protocol; sources are ignored.</summary>
    public static IEnumerable<PortGroup> Of(IEnumerable<Flow> flows) =>
        flows.GroupBy(f => f.Protocol).OrderBy(g => g.Key).Select(g => new PortGroup(g.Key, Ports.Join(g.Select(f => f.Ports))));

    /// <summary>Rules that accept these ports if the other matches hold.</summary>
    public IEnumerable<FilterRule> Rules(string why, ImmutableArray<RuleMatch> matches, RuleFamilies families) =>
        Matches().Select(m => new FilterRule(families, why, [.. matches, m], RuleVerdict.Accept));

    /// <summary>Rules that reject these ports if the other matches hold.</summary>
    public IEnumerable<FilterRule> Refuse(string why, ImmutableArray<RuleMatch> matches)
    {
        var verdict = Protocol == IpProtocol.Tcp ? RuleVerdict.RejectReset : RuleVerdict.RejectUnreachable;
        return Matches().Select(m => new FilterRule(RuleFamilies.Both, why, [.. matches, m], verdict));
    }

    private IEnumerable<RuleMatch> Matches() =>
        Ports is Ports.Listed listed
            ? listed.Numbers.Chunk(RuleMatch.DestinationPorts.Most).Select(c => new RuleMatch.DestinationPorts(Protocol, [.. c]))
            : [new RuleMatch.Transport(Protocol)];
}
