using Infra.Reachability.Layers;
using Infra.Reachability.Packets;

namespace Infra.Reachability.Aws;

/// <summary>
/// Security group rules as listed, evaluated as AWS documents them: anything allowed by any of a node's groups passes; stateful;
/// protocol and port ranges are inclusive; a group as peer means its members' addresses, a prefix list its networks.
/// https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
/// </summary>
/// <remarks>
/// A line is <c>group in|out protocol ports other-end</c>. A node belongs to the group with its service's name and to all groups
/// whose names begin with that name and a dot. Link-local addresses and the resolver, which AWS does not filter, get no special
/// treatment here.
/// </remarks>
public sealed class SecurityGroupListing
{
    private readonly ILookup<string, Rule> _rules;
    private readonly ILookup<string, (bool V6, UInt128 First, UInt128 Last)> _lists;
    private readonly IReadOnlyDictionary<string, IReadOnlySet<Ip>> _members;

    /// <param name="groups">The listing of security groups.</param>
    /// <param name="lists">The listing of prefix lists, one <c>list network</c> per line; empty if no rule names one.</param>
    /// <param name="members">The addresses of each service's nodes.</param>
    /// <exception cref="UnknownRuleException">A line, of any group, is not understood.</exception>
    public SecurityGroupListing(string groups, string lists, IReadOnlyDictionary<string, IReadOnlySet<Ip>> members)
    {
        _members = members;
        _lists = AwsLines.Of(lists, 2).ToLookup(words => words[0], words => AwsLines.Network(words[1]), StringComparer.Ordinal);
        _rules = AwsLines.Of(groups, 5).ToLookup(words => words[0].Split('.')[0], Read, StringComparer.Ordinal);
    }

    /// <summary>The filter around the nodes of a service. Anything no rule allows is silently dropped.</summary>
    /// <exception cref="UnknownRuleException">The service has no members: nothing is known about it.</exception>
    public CloudFilter Of(string service)
    {
        if (!_members.ContainsKey(service))
        {
            throw new UnknownRuleException($"service '{service}' has no members");
        }

        var rules = _rules[service].ToList();
        var boundaries = new Boundaries();
        foreach (var rule in rules)
        {
            foreach (var (v6, first, last) in rule.Networks)
            {
                boundaries.Add(v6, first, last);
            }

            if (rule.Ports is { } ports)
            {
                boundaries.AddPorts(ports.First, ports.Last);
            }
        }

        return new CloudFilter(
            boundaries,
            packet => Decide(rules, inbound: true, packet, packet.Source),
            packet => Decide(rules, inbound: false, packet, packet.Destination)
        );
    }

    private static Decision Decide(List<Rule> rules, bool inbound, Packet packet, Ip other)
    {
        var rule = rules.Find(rule =>
            rule.Inbound == inbound
            && (rule.Protocol is null || rule.Protocol == packet.Protocol)
            && (!rule.FragmentationNeeded || packet is { IcmpType: 3, IcmpCode: 4 })
            && (rule.Ports is not { } ports || (packet.DestinationPort >= ports.First && packet.DestinationPort <= ports.Last))
            && rule.OtherEnd(other)
        );
        return rule is null ? new Decision(Verdict.Drop, "", "no rule") : new Decision(Verdict.Accept, "", rule.Line);
    }

    private Rule Read(string[] words)
    {
        var fragmentationNeeded = words[2] == "icmp-3/4";
        int? protocol = fragmentationNeeded ? ProtocolNumber.Icmp : AwsLines.Protocol(words[2]);
        var ports = AwsLines.Ports(words[3], protocol);
        var (networks, otherEnd) = OtherEnd(words[4]);
        return new Rule(AwsLines.IsInbound(words[1]), protocol, fragmentationNeeded, ports, networks, otherEnd, string.Join(' ', words));
    }

    private (List<(bool V6, UInt128 First, UInt128 Last)> Networks, Func<Ip, bool> Contains) OtherEnd(string word)
    {
        if (word.StartsWith("group:", StringComparison.Ordinal))
        {
            var members = _members.GetValueOrDefault(word["group:".Length..])
                ?? throw new UnknownRuleException($"'{word}' has no known members");
            return ([], members.Contains);
        }

        var networks = word.StartsWith("list:", StringComparison.Ordinal)
            ? _lists[word["list:".Length..]].ToList()
            : [AwsLines.Network(word)];
        return networks.Count == 0
            ? throw new UnknownRuleException($"'{word}' is empty or unknown")
            : (networks, address =>
                networks.Exists(network => network.V6 == address.V6 && address.Number >= network.First && address.Number <= network.Last)
            );
    }

    private sealed record Rule(
        bool Inbound,
        int? Protocol,
        bool FragmentationNeeded,
        (int First, int Last)? Ports,
        List<(bool V6, UInt128 First, UInt128 Last)> Networks,
        Func<Ip, bool> OtherEnd,
        string Line
    );
}
