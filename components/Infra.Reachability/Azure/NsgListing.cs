using System.Text.RegularExpressions;
using Infra.Reachability.Layers;
using Infra.Reachability.Listings;
using Infra.Reachability.Packets;

namespace Infra.Reachability.Azure;

/// <summary>
/// Network security groups, read from their listing and evaluated as Azure documents them: by direction and ascending priority,
/// the first matching rule decides; Azure's default rules come last; packets of an established connection pass.
/// https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview
/// </summary>
/// <remarks>
/// A line is <c>group Inbound|Outbound priority name Allow|Deny protocol source end destination end ports ports</c>, an end is
/// <c>*</c>, networks of one family, or <c>asg:name</c>.
/// </remarks>
public sealed partial class NsgListing
{
    // "By default, these services aren't subject to the configured network security groups".
    private static readonly Ip[] Unfiltered = [Ip.Parse("168.63.129.16"), Ip.Parse("169.254.169.254")];

    private readonly Dictionary<string, List<Rule>> _groups = [];
    private readonly IReadOnlyDictionary<string, IReadOnlySet<Ip>> _members;
    private readonly AddressRanges _virtualNetwork4;
    private readonly AddressRanges _virtualNetwork6;

    /// <param name="members">Addresses of the network interfaces in each application security group.</param>
    /// <param name="virtualNetwork">
    /// What the tag VirtualNetwork covers: the network's own address space, and that of its peers.
    /// </param>
    /// <exception cref="UnknownRuleException">A line is not understood, or Azure would reject it.</exception>
    public NsgListing(string text, IReadOnlyDictionary<string, IReadOnlySet<Ip>> members, params IEnumerable<string> virtualNetwork)
    {
        _members = members;
        var byFamily = virtualNetwork.ToLookup(range => range.Contains(':', StringComparison.Ordinal));
        _virtualNetwork4 = AddressRanges.Of(v6: false, byFamily[false]);
        _virtualNetwork6 = AddressRanges.Of(v6: true, byFamily[true]);
        Boundaries.Add(_virtualNetwork4);
        Boundaries.Add(_virtualNetwork6);
        foreach (var address in Unfiltered)
        {
            Boundaries.Add(false, address.Number, address.Number);
        }

        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var words = new ListingLine(line);
            var group = words.Next();
            if (!_groups.TryGetValue(group, out var rules))
            {
                _groups[group] = rules = [];
            }

            rules.Add(Read(words));
        }

        foreach (var rules in _groups.Values)
        {
            if (
                rules.DistinctBy(rule => (rule.Inbound, rule.Priority)).Count() != rules.Count
                || rules.DistinctBy(rule => rule.Name).Count() != rules.Count
            )
            {
                throw new UnknownRuleException("names and priorities are unique in a group");
            }

            rules.Sort((one, other) => one.Priority.CompareTo(other.Priority));
        }
    }

    public Boundaries Boundaries { get; } = new();

    public IEnumerable<string> Groups => _groups.Keys;

    /// <summary>The filter around a network interface.</summary>
    /// <param name="groups">Its subnet's group and its own; all of them are evaluated.</param>
    /// <exception cref="UnknownRuleException">No group is given, or one has no rules.</exception>
    public CloudFilter Of(params IReadOnlyList<string> groups)
    {
        if (groups.Count == 0 || groups.FirstOrDefault(group => !_groups.ContainsKey(group)) is not null)
        {
            throw new UnknownRuleException($"no rules of the groups '{string.Join(", ", groups)}'");
        }

        return new CloudFilter(Boundaries, packet => Inbound(packet, groups), packet => Outbound(packet, groups));
    }

    private Decision Inbound(Packet packet, IReadOnlyList<string> groups) => Decide(inbound: true, packet, groups);

    private Decision Outbound(Packet packet, IReadOnlyList<string> groups) =>
        Unfiltered.Contains(packet.Destination) ? new Decision(Verdict.Accept, "", "not filtered") : Decide(inbound: false, packet, groups);

    private Decision Decide(bool inbound, Packet packet, IReadOnlyList<string> groups)
    {
        if (packet.State == Tracking.Established)
        {
            return new Decision(Verdict.Accept, "", "known connection");
        }

        var decisions = groups.Select(group => DecideAlone(_groups[group], inbound, packet)).ToList();
        return decisions.FirstOrDefault(decision => !decision.Accepts) ?? decisions[^1];
    }

    private Decision DecideAlone(List<Rule> rules, bool inbound, Packet packet)
    {
        var rule = rules.FirstOrDefault(rule => rule.Inbound == inbound && Matches(rule, packet));
        if (rule is not null)
        {
            return new Decision(rule.Allow ? Verdict.Accept : Verdict.Drop, "", rule.Name);
        }

        // 65000 AllowVnetInBound and AllowVnetOutBound; 65001 AllowAzureLoadBalancerInBound (168.63.129.16) and
        // AllowInternetOutBound; 65500 DenyAllInBound and DenyAllOutBound.
        var within = IsVirtualNetwork(packet.Source) && IsVirtualNetwork(packet.Destination);
        var built = within || (inbound ? packet.Source == Unfiltered[0] : !IsVirtualNetwork(packet.Destination));
        return new Decision(built ? Verdict.Accept : Verdict.Drop, "", "built in");
    }

    private bool IsVirtualNetwork(Ip address) => _virtualNetwork4.Contains(address) || _virtualNetwork6.Contains(address);

    private bool Matches(Rule rule, Packet packet) =>
        (rule.Protocol is not { } protocol || packet.Protocol == protocol)
        && (
            rule.Ports.Count == 0
            || rule.Ports.Exists(range => packet.DestinationPort >= range.First && packet.DestinationPort <= range.Last)
        )
        && Matches(rule.Source, packet.Source)
        && Matches(rule.Destination, packet.Destination);

    private bool Matches(End end, Ip address) =>
        end switch
        {
            { Networks: { } networks } => networks.Contains(address),
            { Group: { } group } => _members[group].Contains(address),
            _ => true,
        };

    private Rule Read(ListingLine words)
    {
        var inbound = words.Choice("Inbound", "Outbound");
        var priority = words.Number(100, 4096);
        var name = words.Next();
        if (name.Length > 80 || !NamePattern().IsMatch(name))
        {
            throw new UnknownRuleException($"'{name}' is not a valid name of a rule");
        }

        var allow = words.Choice("Allow", "Deny");
        int? protocol = words.Next() switch
        {
            "*" => null,
            "Tcp" => ProtocolNumber.Tcp,
            "Udp" => ProtocolNumber.Udp,
            "Esp" => ProtocolNumber.Esp,
            var other => throw new UnknownRuleException($"protocol '{other}'"),
        };
        words.Expect("source");
        var source = ReadEnd(words.Next());
        words.Expect("destination");
        var destination = ReadEnd(words.Next());
        words.Expect("ports");
        var text = words.Next();
        words.End();
        var ports = text == "*" ? [] : ListingLine.Ports(text);
        if (ports.Count > 0 && protocol is not (ProtocolNumber.Tcp or ProtocolNumber.Udp))
        {
            throw new UnknownRuleException($"ports of a protocol that has none: '{words.Text}'");
        }

        ports.ForEach(range => Boundaries.AddPorts(range.First, range.Last));

        return new Rule(inbound, priority, name, allow, protocol, source, destination, ports);
    }

    private End ReadEnd(string text)
    {
        if (text == "*")
        {
            return new End(null, null);
        }

        if (text.StartsWith("asg:", StringComparison.Ordinal))
        {
            return _members.ContainsKey(text[4..]) ? new End(null, text[4..]) : throw new UnknownRuleException($"no group {text}");
        }

        // Some of Azure's own tools treat a /0 prefix as "Any" of both families.
        var networks = ListingLine.Networks(text, shortest: 1);
        Boundaries.Add(networks);
        return new End(networks, null);
    }

    // https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftnetwork
    [GeneratedRegex("^[a-zA-Z0-9]([a-zA-Z0-9_.-]*[a-zA-Z0-9_])?$")]
    private static partial Regex NamePattern();

    private sealed record End(AddressRanges? Networks, string? Group);

    private sealed record Rule(
        bool Inbound,
        int Priority,
        string Name,
        bool Allow,
        int? Protocol,
        End Source,
        End Destination,
        List<(int First, int Last)> Ports
    );
}
