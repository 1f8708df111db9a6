using Infra.Core.Policy;
using Infra.Core.Sdn;

namespace Infra.Core.Tests.Reader;

/// <summary>
/// A security group's rules, evaluated as AWS documents them: allow only, stateful, protocol and port range inclusive, a
/// group as the other end means the addresses of its members.
/// </summary>
/// <param name="members">The addresses of the service's nodes.</param>
internal sealed class GroupListing(SdnRuleSet listing, IEnumerable<Ip> members)
{
    private readonly HashSet<Ip> _members = [.. members];

    internal Mentions Mentions { get; } = Mentioned(listing);

    /// <summary>Whether a new connection to a member may come in. What no rule allows is dropped in silence.</summary>
    internal Decision Ingress(Packet packet) => Decide(SdnDirection.Ingress, packet, packet.Source);

    /// <summary>Whether a member may open this connection.</summary>
    internal Decision Egress(Packet packet) => Decide(SdnDirection.Egress, packet, packet.Destination);

    private Decision Decide(SdnDirection direction, Packet packet, Ip other)
    {
        var rule = listing.Rules.FirstOrDefault(rule => rule.Direction == direction && Matches(rule, packet, other));
        return rule is null ? new Decision(Verdict.Drop, "", "no rule") : new Decision(Verdict.Accept, "", rule.Key);
    }

    private bool Matches(SdnRule rule, Packet packet, Ip other)
    {
        int? number = rule.Protocol switch
        {
            null => null,
            IpProtocol.Tcp => Proto.Tcp,
            IpProtocol.Udp => Proto.Udp,
            IpProtocol.Esp => Proto.Esp,
            _ => throw new ReaderException($"protocol {rule.Protocol}"),
        };
        if (number is not null && packet.Protocol != number)
        {
            return false;
        }

        var ports = (rule.FirstPort, rule.LastPort) switch
        {
            (null, null) when number is null or Proto.Esp => true,
            ({ } first, { } last) when first >= 1 && first <= last && last <= 65535 => packet.DestinationPort >= first && packet.DestinationPort <= last,
            _ => throw new ReaderException($"rule {rule.Key} has ports {rule.FirstPort}-{rule.LastPort}"),
        };
        return ports && rule.Remote switch
        {
            SdnRemote.SameService => _members.Contains(other),
            SdnRemote.Network network => Range(network) is var range && other.V6 == range.V6 && other.Number >= range.First && other.Number <= range.Last,
            _ => throw new ReaderException($"rule {rule.Key}: other end {rule.Remote}"),
        };
    }

    private static (bool V6, UInt128 First, UInt128 Last) Range(SdnRemote.Network network)
    {
        var text = network.Cidr.ToString();
        var v6 = text.Contains(':', StringComparison.Ordinal);
        var (first, last) = AddressRanges.Range(text, v6);
        return (v6, first, last);
    }

    private static Mentions Mentioned(SdnRuleSet listing)
    {
        var mentions = new Mentions();
        foreach (var rule in listing.Rules)
        {
            if (rule.Remote is SdnRemote.Network network)
            {
                var (v6, first, last) = Range(network);
                mentions.Add(v6, first, last);
            }

            if (rule.FirstPort is { } firstPort && rule.LastPort is { } lastPort)
            {
                mentions.AddPort(firstPort);
                mentions.AddPort(lastPort);
            }
        }

        return mentions;
    }
}
