using System.Text.RegularExpressions;
using Infra.Reachability.Layers;
using Infra.Reachability.Listings;
using Infra.Reachability.Packets;

namespace Infra.Reachability.Gcp;

/// <summary>
/// VPC firewall rules, read from their listing and evaluated as GCP documents them: of the matching rules that apply to a VM, the
/// lowest priority decides, and at equal priority a deny; the implied rules come last; packets of an established connection
/// pass. https://cloud.google.com/firewall/docs/firewalls
/// </summary>
/// <remarks>
/// A line is <c>INGRESS|EGRESS priority name allow|deny target account source|destination networks protocols protocols</c>; the
/// source of ingress may be <c>account:name</c>.
/// </remarks>
public sealed partial class VpcFirewallListing
{
    // "Google Cloud always allows communication between a VM instance and its corresponding metadata server."
    private static readonly Ip Metadata = Ip.Parse("169.254.169.254");

    private readonly List<Rule> _rules = [];
    private readonly IReadOnlyDictionary<string, IReadOnlySet<Ip>> _members;

    /// <param name="members">Addresses of the VMs that run as each service account.</param>
    /// <exception cref="UnknownRuleException">A line is not understood, or Google would reject it.</exception>
    public VpcFirewallListing(string text, IReadOnlyDictionary<string, IReadOnlySet<Ip>> members)
    {
        _members = members;
        Boundaries.Add(false, Metadata.Number, Metadata.Number);
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            _rules.Add(Read(new ListingLine(line)));
        }

        if (_rules.DistinctBy(rule => rule.Name).Count() != _rules.Count)
        {
            throw new UnknownRuleException("names are unique in a project");
        }
    }

    public Boundaries Boundaries { get; } = new();

    /// <summary>The filter around a VM that runs as the account.</summary>
    /// <exception cref="UnknownRuleException">No VM runs as this account.</exception>
    public CloudFilter Of(string account) =>
        _members.ContainsKey(account)
            ? new CloudFilter(
                Boundaries,
                packet => Decide(ingress: true, packet, packet.Source, account),
                packet => Decide(ingress: false, packet, packet.Destination, account)
            )
            : throw new UnknownRuleException($"no account '{account}'");

    private Decision Decide(bool ingress, Packet packet, Ip other, string account)
    {
        if (packet.State == Tracking.Established || other == Metadata)
        {
            return new Decision(Verdict.Accept, "", "always allowed");
        }

        var deciding = _rules
            .Where(rule => rule.Ingress == ingress && (rule.Target is null || rule.Target == account) && Matches(rule, packet, other))
            .OrderBy(rule => rule.Priority)
            .ThenBy(rule => rule.Allow ? 1 : 0)
            .FirstOrDefault();

        // Implied rules: deny ingress, allow egress, at 65535.
        return deciding is null
            ? new Decision(ingress ? Verdict.Drop : Verdict.Accept, "", "implied")
            : new Decision(deciding.Allow ? Verdict.Accept : Verdict.Drop, "", deciding.Name);
    }

    private bool Matches(Rule rule, Packet packet, Ip other) =>
        (rule.Networks is { } networks ? networks.Contains(other) : _members[rule.Account!].Contains(other))
        && (
            rule.Protocols.Count == 0
            || rule.Protocols.Exists(protocol =>
                protocol.Number == packet.Protocol
                && (
                    protocol.Ports.Count == 0
                    || protocol.Ports.Exists(range => packet.DestinationPort >= range.First && packet.DestinationPort <= range.Last)
                )
            )
        );

    private Rule Read(ListingLine words)
    {
        var ingress = words.Choice("INGRESS", "EGRESS");
        var priority = words.Number(0, 65535);
        var name = words.Next();
        if (name.Length > 63 || !Label().IsMatch(name))
        {
            throw new UnknownRuleException($"'{name}' is not a valid name of a rule");
        }

        var allow = words.Choice("allow", "deny");
        words.Expect("target");
        var target = words.Next();
        if (target != "*" && !_members.ContainsKey(target))
        {
            throw new UnknownRuleException($"no account {target}");
        }

        words.Expect(ingress ? "source" : "destination");
        var remote = words.Next();
        var account = remote.StartsWith("account:", StringComparison.Ordinal) ? remote["account:".Length..] : null;
        if (account is not null && (!ingress || !_members.ContainsKey(account)))
        {
            throw new UnknownRuleException($"only ingress rules have accounts, and known ones: '{words.Text}'");
        }

        var networks = account is null ? ListingLine.Networks(remote, shortest: 0) : null;
        if (networks is not null)
        {
            Boundaries.Add(networks);
        }

        words.Expect("protocols");
        var protocols = words.Next() is var text && text == "all" ? [] : text.Split(';').Select(ReadProtocol).ToList();
        words.End();
        return new Rule(ingress, priority, name, allow, target == "*" ? null : target, networks, account, protocols);
    }

    private (int Number, List<(int First, int Last)> Ports) ReadProtocol(string text)
    {
        var parts = text.Split(':');
        var number = ProtocolNumber.Parse(parts[0]);
        var ports = parts.Length switch
        {
            1 => (List<(int First, int Last)>)[],
            2 when number is ProtocolNumber.Tcp or ProtocolNumber.Udp => ListingLine.Ports(parts[1]),
            _ => throw new UnknownRuleException($"'{text}' is not a protocol with ports"),
        };
        ports.ForEach(range => Boundaries.AddPorts(range.First, range.Last));

        return (number, ports);
    }

    // RFC 1035, https://cloud.google.com/compute/docs/naming-resources
    [GeneratedRegex("^[a-z]([-a-z0-9]*[a-z0-9])?$")]
    private static partial Regex Label();

    private sealed record Rule(
        bool Ingress,
        int Priority,
        string Name,
        bool Allow,
        string? Target,
        AddressRanges? Networks,
        string? Account,
        List<(int Number, List<(int First, int Last)> Ports)> Protocols
    );
}
