using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Catalog;
using Infra.Core.Clouds;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Findings;
using Infra.Core.Spec.Text;

namespace Infra.Core.Spec.Existing;

/// <summary>Reads <c>network</c>: an existing network, and the subnet for each zone.</summary>
internal sealed class ExistingNetworkReader(CloudKind? cloud, string? region, Cidr? cidr, DiagnosticBag bag)
{
    internal const string Key = "network";
    private const int SampleLength = 24;

    private readonly NetworkForm? _form = cloud is { } known ? NetworkForm.Of(known) : null;

    // Examples that are valid here: a zone of the region, an ID in the cloud's form, a network inside the project's.
    private string SampleZone => cloud is { } kind && region is not null ? Regions.SampleZones(kind, region).Split(',')[0] : "eu-west-1a";

    private string SampleId => _form is null ? "id: subnet-0a1b2c3d4e5f60718" : $"{_form.Subnet.Key}: {_form.Subnet.Example}";

    private Cidr SampleCidr =>
        cidr is { } network
            ? Cidr.Containing(network.Network, Math.Clamp(network.PrefixLength, SampleLength, NetworkForm.Narrowest))
            : Cidr.Parse("10.42.0.0/24");

    /// <summary>Returns the network; null if the key is missing or invalid (reported).</summary>
    internal ExistingNetworkSpec? Read(TextNode? node)
    {
        if (node is null)
        {
            return null;
        }

        if (cloud is { } kind && _form is null)
        {
            bag.Add(NotOnThisCloud.Key(node.Owner, Key, "Existing networks are", kind));
            return null;
        }

        ImmutableArray<string> idKeys = _form is null ? NetworkForm.AllKeys : [_form.Network.Key];
        if (MapReader.Open(node, "the existing network", bag, [.. idKeys, "subnets"]) is not { } map)
        {
            return null;
        }

        var id = _form is null ? null : ReadId(map, _form.Network);
        var subnets = ReadSubnets(map.Required("subnets", $"subnets: {{ {SampleZone}: {{ {SampleId}, cidr: {SampleCidr} }} }}"));
        return id is null || subnets is null ? null : new ExistingNetworkSpec(id, subnets);
    }

    private ImmutableSortedDictionary<string, ExistingSubnet>? ReadSubnets(TextNode? node)
    {
        if (node is null || MapReader.AsMap(node, "the subnets", bag) is not { } map)
        {
            return null;
        }

        var found = ImmutableSortedDictionary.CreateBuilder<string, ExistingSubnet>(StringComparer.Ordinal);
        foreach (var entry in map.Entries)
        {
            CheckZone(entry);
            if (ReadSubnet(entry) is { } subnet)
            {
                CheckApart(found, entry, subnet);
                found[entry.Key] = subnet;
            }
        }

        if (map.Entries.IsEmpty)
        {
            bag.Add(EmptyValue.Subnets(map.Owner));
        }

        return found.Count == map.Entries.Length && found.Count > 0 ? found.ToImmutable() : null;
    }

    private void CheckZone(TextEntry entry)
    {
        if (cloud is { } kind && region is not null && !Regions.IsZoneOf(kind, region, entry.Key))
        {
            bag.Add(BadZoneName.NotOfRegion(entry.KeyWhere, entry.Key, kind, region));
        }
    }

    private ExistingSubnet? ReadSubnet(TextEntry entry)
    {
        ImmutableArray<string> idKeys = _form is null ? NetworkForm.AllKeys : [_form.Subnet.Key];
        if (MapReader.Open(entry.Value, $"the subnet of {Shown.Quote(entry.Key)}", bag, [.. idKeys, "cidr"]) is not { } map)
        {
            return null;
        }

        var id = _form is null ? null : ReadId(map, _form.Subnet);
        var node = map.Required("cidr", $"cidr: {SampleCidr}");
        var network = NetworkReader.Read(node, "the subnet's network", bag, canBeOneAddress: false);
        return network is { } own && IsUsable(own, node!.Where) && id is not null ? new ExistingSubnet(id, own) : null;
    }

    private bool IsUsable(Cidr subnet, SourceLocation where)
    {
        if (subnet.Family != IpFamily.V4)
        {
            bag.Add(Ipv4Required.Subnet(where, subnet));
            return false;
        }

        if (cidr is { } network && !network.Contains(subnet))
        {
            bag.Error(
                DiagnosticCodes.SubnetOutsideNetwork,
                where,
                $"{subnet} is not inside 'cidr', {network}.",
                "Set 'cidr' to the range of the existing network that contains its subnets."
            );
            return false;
        }

        if (subnet.PrefixLength is < NetworkForm.WidestSubnet or > NetworkForm.Narrowest)
        {
            bag.Error(
                DiagnosticCodes.SubnetSize,
                where,
                $"{subnet} cannot hold nodes: node subnets are /{NetworkForm.WidestSubnet} to /{NetworkForm.Narrowest}.",
                "Name another subnet."
            );
            return false;
        }

        return true;
    }

    private void CheckApart(IEnumerable<KeyValuePair<string, ExistingSubnet>> before, TextEntry entry, ExistingSubnet subnet)
    {
        foreach (var (zone, other) in before)
        {
            if (other.Id == subnet.Id)
            {
                bag.Error(
                    DiagnosticCodes.SubnetTwice,
                    entry.KeyWhere,
                    $"The zones {Shown.Quote(zone)} and {Shown.Quote(entry.Key)} have the same subnet {Shown.Quote(subnet.Id)}.",
                    "Give each zone its own subnet."
                );
            }
            else if (other.Cidr.Overlaps(subnet.Cidr))
            {
                bag.Error(
                    DiagnosticCodes.SubnetOverlap,
                    entry.KeyWhere,
                    $"{subnet.Cidr} overlaps {other.Cidr}, the subnet of {Shown.Quote(zone)}.",
                    "Write each subnet's actual network."
                );
            }
        }
    }

    private string? ReadId(MapReader map, IdForm form)
    {
        var node = map.Required(form.Key, $"{form.Key}: {form.Example}");
        if (ValueReader.Text(node, $"the {form.What}", bag) is not { } text)
        {
            return null;
        }

        if (form.Form.IsMatch(text))
        {
            return text;
        }

        bag.Error(
            DiagnosticCodes.BadNetworkId,
            node!.Where,
            $"{Shown.Quote(text)} is not a valid {form.What}.",
            $"Copy it from the cloud's console, e.g. '{form.Example}'."
        );
        return null;
    }
}
