using System.Collections.Immutable;
using Infra.Core.Addressing;

namespace Infra.Core.Firewall;

/// <summary>
/// Named networks with ports: sources and the ports that they may reach, or destinations and the ports that they may be reached on. One
/// rule serves any number of them. In the kernel it is two ipsets of type <c>hash:net,port</c>, one per family, named like those of
/// <see cref="AddressSet"/>.
/// </summary>
public sealed record PortSet
{
    /// <summary>As <see cref="AddressSet.Capacity"/>, the same for all sets. Room for 8,000 sources on each of 16 ports.</summary>
    public const int Capacity = 131072;

    /// <exception cref="ArgumentException">An invalid name, a protocol without ports, or too many members.</exception>
    public PortSet(string name, IEnumerable<(Cidr Network, IpProtocol Protocol, int Port)> members)
    {
        AddressSet.CheckName(name);
        var wanted = members.ToList();
        if (wanted.FirstOrDefault(m => m.Protocol is not (IpProtocol.Tcp or IpProtocol.Udp)) is { Port: not 0 } odd)
        {
            throw new ArgumentException($"{odd.Protocol} has no ports.", nameof(members));
        }

        // Merged per port: what two ports have in common is found again when adjacent ports are merged.
        Members =
        [
            .. from member in wanted
            group member by (member.Protocol, member.Port) into port
            from network in CidrSet.Merge(port.Select(member => member.Network))
            group port.Key.Port by (Network: network, port.Key.Protocol) into ports
            orderby ports.Key.Network, ports.Key.Protocol
            from range in NumberRange.Of(ports)
            select new PortSetMember(ports.Key.Network, ports.Key.Protocol, range),
        ];
        // The kernel keeps one entry for every single port of a range.
        var entries = Members.Sum(member => member.Ports.Last - member.Ports.First + 1);
        if (entries > Capacity)
        {
            throw new ArgumentException($"{name} has {entries} entries; a set holds {Capacity}.", nameof(members));
        }

        Name = name;
    }

    public string Name { get; }

    /// <summary>Sorted, IPv4 first; without duplicates.</summary>
    public ImmutableArray<PortSetMember> Members { get; }
}

/// <summary>A network and its ports.</summary>
public sealed record PortSetMember(Cidr Network, IpProtocol Protocol, NumberRange Ports);
