using System.Collections.Immutable;
using System.Globalization;
using Infra.Core.Addressing;
using Infra.Core.Catalog;
using Infra.Core.Clouds;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Findings;
using Infra.Core.Spec.Peerings;
using Infra.Core.Spec.Text;

namespace Infra.Core.Spec;

/// <summary>Reads <c>egress</c>: a keyword, or destinations by name.</summary>
/// <param name="own">The project's own networks, IPv4 and IPv6, as far as known.</param>
/// <param name="peerings">The project's peerings, as far as known: their networks are never destinations.</param>
internal sealed class EgressReader(CloudKind? cloud, ImmutableArray<Cidr> own, IEnumerable<PeeringSpec> peerings, DiagnosticBag bag)
{
    /// <summary>Limit of networks times ports over all destinations: each is a set member on every node, loaded at every change.</summary>
    internal const int MostMembers = 8000;

    internal const string Open = "open";
    internal const string Internet = "internet";
    internal const int FirstPort = 1;
    internal const int LastPort = 65535;

    // What cannot be the destination of a packet to another machine, or is not a single machine: "this network", loopback, multicast and
    // reserved ranges (IANA special-purpose registries), and link-local addresses: some of these belong to the cloud's own services, which
    // nodes reach without an entry.
    private static readonly Cidr[] Impossible =
    [
        Cidr.Parse("0.0.0.0/8"),
        Cidr.Parse("127.0.0.0/8"),
        Cidr.Parse("169.254.0.0/16"),
        Cidr.Parse("224.0.0.0/4"),
        Cidr.Parse("240.0.0.0/4"),
        Cidr.Parse("::/8"),
        Cidr.Parse("fe80::/10"),
        Cidr.Parse("ff00::/8"),
    ];

    private static EgressSpec Nothing =>
        new EgressSpec.Only(ImmutableSortedDictionary.Create<string, EgressDestination>(StringComparer.Ordinal));

    /// <summary>The key's value, or its default.</summary>
    internal EgressSpec Read(TextNode? node, DeploymentModel? deployment)
    {
        var isClosed = deployment == DeploymentModel.Ece;
        switch (node)
        {
            case null or TextNode.Refused:
                return isClosed ? Nothing : new EgressSpec.Open();
            case TextNode.Scalar scalar when ScalarKinds.Of(scalar) == ScalarKind.Text:
                CheckWord(scalar, isClosed);
                return new EgressSpec.Open();
            default:
                return ReadDestinations(node);
        }
    }

    private void CheckWord(TextNode.Scalar word, bool isClosed)
    {
        if (word.Text != Open)
        {
            bag.Add(UnknownWord.Egress(word.Where, word.Text));
        }
        else if (isClosed)
        {
            bag.Add(UnknownWord.OpenEgressInEce(word.Where));
        }
    }

    private EgressSpec ReadDestinations(TextNode node)
    {
        if (MapReader.AsMap(node, "egress", bag) is not { } map)
        {
            return Nothing;
        }

        var destinations = map
            .Entries.Select(Read)
            .OfType<EgressDestination>()
            .ToImmutableSortedDictionary(to => to.Name, to => to, StringComparer.Ordinal);
        var members = destinations.Values.Sum(to =>
            (long)to.Ports.Length * (to.Networks.Length + (to.Internet ? InternetSpace.Of(true).Length : 0))
        );
        if (members > MostMembers)
        {
            bag.Error(
                DiagnosticCodes.TooManyDestinations,
                map.Owner,
                $"The destinations add up to {members} pairs of network and port; the limit is {MostMembers}.",
                "List fewer, wider networks, or fewer ports."
            );
        }

        return new EgressSpec.Only(destinations);
    }

    private static readonly string[] DestinationKeys = ["to", "protocol", "ports"];

    private EgressDestination? Read(TextEntry entry)
    {
        var before = bag.Count;
        NameRules.Check(entry.Key, "destination name", NameRules.LongestName, entry.KeyWhere, bag);
        if (
            MapReader.Open(
                entry.Value,
                $"the destination {Shown.Quote(entry.Key)}",
                "{ to: [203.0.113.0/24], ports: [443] }",
                DestinationKeys,
                DestinationKeys,
                bag
            )
            is not { } map
        )
        {
            return null;
        }

        var (networks, internet) = ReadNetworks(map.Required("to", "to: [203.0.113.0/24]"));
        var protocol = ValueReader.Word(map.Optional("protocol"), "transport protocol", Words.Transports, bag) ?? IpProtocol.Tcp;
        var ports = ReadPorts(map.Required("ports", "ports: [443]"));
        return bag.Count > before ? null : new EgressDestination(entry.Key, networks, internet, protocol, ports);
    }

    private (ImmutableArray<Cidr> Networks, bool Internet) ReadNetworks(TextNode? node)
    {
        var networks = new List<Cidr>();
        var internet = false;
        foreach (var item in Items(node, "networks", "[203.0.113.0/24]"))
        {
            if (item is TextNode.Scalar { Text: Internet })
            {
                internet = true;
            }
            else if (NetworkReader.Read(item, "a network", bag) is { } cidr && IsPossible(cidr, item.Where))
            {
                networks.Add(cidr);
            }
        }

        return (CidrSet.Merge(networks), internet);
    }

    private bool IsPossible(Cidr cidr, SourceLocation where)
    {
        if (cidr.Family == IpFamily.V6 && cloud is { } kind && CloudLimits.For(kind) is { HasIpv6: false })
        {
            bag.Add(NoIpv6Here.Of(where, cidr, kind, "destination's"));
            return false;
        }

        // Everything, or a range so wide that it includes the project's own nodes: if intended, it would be 'internet'.
        if (own.FirstOrDefault(network => network.Overlaps(cidr)) is { PrefixLength: > 0 } project)
        {
            bag.Add(NetworkOverlap.Destination(where, cidr, project));
            return false;
        }

        if (peerings.FirstOrDefault(peering => peering.Cidrs.Any(network => network.Overlaps(cidr))) is { } peered)
        {
            bag.Error(
                DiagnosticCodes.PeerAsDestination,
                where,
                $"{cidr} overlaps a network of the peering '{peered.Name}': connections may come from there, but not go there.",
                "List only the parts outside the peered networks, or have the other side open the connections."
            );
            return false;
        }

        if (Array.Find(Impossible, range => range.Overlaps(cidr)) is { PrefixLength: > 0 } range)
        {
            bag.Error(
                DiagnosticCodes.NeverADestination,
                where,
                $"{(range.Contains(cidr) ? $"{cidr} lies in" : $"{cidr} contains")} {range}, which no connection can reach.",
                "List the destination's own networks, or write 'internet' for everything that is not private."
            );
            return false;
        }

        return true;
    }

    private ImmutableArray<int> ReadPorts(TextNode? node)
    {
        var ports = new SortedSet<int>();
        foreach (var item in Items(node, "ports", "[443]"))
        {
            if (item is TextNode.Scalar scalar && ScalarKinds.Of(scalar) == ScalarKind.Text)
            {
                ports.UnionWith(ReadRange(scalar));
            }
            else if (ValueReader.Integer(item, "the port", "", FirstPort, LastPort, bag) is { } port)
            {
                ports.Add(port);
            }
        }

        return [.. ports];
    }

    private IEnumerable<int> ReadRange(TextNode.Scalar scalar)
    {
        var ends = scalar.Text.Split('-');
        if (ends.Length != 2 || Port(ends[0]) is not { } first || Port(ends[1]) is not { } last)
        {
            bag.Add(BadPorts.NotARange(scalar.Where, scalar.Text, FirstPort, LastPort));
            return [];
        }

        if (first > last)
        {
            bag.Add(BadPorts.Reversed(scalar.Where, scalar.Text, first, last));
            return [];
        }

        return Enumerable.Range(first, last - first + 1);
    }

    private static int? Port(string text) =>
        text is [not '0', ..]
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
        && port is >= FirstPort and <= LastPort
            ? port
            : null;

    private ImmutableArray<TextNode> Items(TextNode? node, string what, string example)
    {
        var items = ValueReader.List(node, $"the {what} of a destination", bag) ?? [];
        if (items.IsEmpty && node is TextNode.Sequence)
        {
            bag.Add(EmptyValue.Destination(node.Owner, what, example));
        }

        return items;
    }
}
