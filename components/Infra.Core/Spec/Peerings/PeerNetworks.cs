using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Findings;
using Infra.Core.Spec.Text;

namespace Infra.Core.Spec.Peerings;

/// <summary>Reads the CIDRs of peered networks: private, and disjoint from the project's and each other's.</summary>
/// <param name="own">The project's own networks.</param>
internal sealed class PeerNetworks(ImmutableArray<Cidr> own, DiagnosticBag bag)
{
    private readonly List<(Cidr Cidr, string Peering)> _taken = [];

    /// <summary>The networks, sorted, none inside another; empty (reported) if there are none.</summary>
    internal ImmutableArray<Cidr> Read(TextNode? node, string peering)
    {
        var items = ValueReader.List(node, "the networks of a peering", bag);
        if (items is { IsEmpty: true })
        {
            bag.Add(EmptyValue.PeerNetworks(node!.Owner));
        }

        var found = new List<Cidr>();
        foreach (var item in items ?? [])
        {
            if (NetworkReader.Read(item, "a network", bag, canBeOneAddress: false) is { } cidr && Check(cidr, peering, item.Where))
            {
                found.Add(cidr);
            }
        }

        _taken.AddRange(found.Select(cidr => (cidr, peering)));
        return [.. found.Distinct().Where(cidr => !found.Exists(wider => wider != cidr && wider.Contains(cidr))).Order()];
    }

    private bool Check(Cidr cidr, string peering, SourceLocation where)
    {
        if (cidr.Family != IpFamily.V4 || !PrivateNetworks.Contain(cidr))
        {
            bag.Error(
                DiagnosticCodes.PeerNotPrivate,
                where,
                $"{cidr} is not inside the private IPv4 ranges; a peering carries only those.",
                "List networks inside 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10."
            );
            return false;
        }

        // Repeats within one list, and the order of lists, do not matter: only networks of another peering clash.
        var clashes = own.Where(network => network.Overlaps(cidr))
            .Select(network => $"the project's own network {network}")
            .Concat(
                _taken
                    .Where(taken => taken.Peering != peering && taken.Cidr.Overlaps(cidr))
                    .Select(taken => $"{taken.Cidr} of the peering '{taken.Peering}'")
            )
            .ToArray();
        foreach (var clash in clashes)
        {
            bag.Error(
                DiagnosticCodes.PeerOverlap,
                where,
                $"{cidr} overlaps {clash}: addresses would be ambiguous.",
                "Peered networks must not overlap: list only the part in use, or renumber one of the networks."
            );
        }

        return clashes.Length == 0;
    }
}
