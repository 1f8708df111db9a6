using Infra.Reachability.Packets;

namespace Infra.Reachability.Iptables;

/// <summary>The kernel's sets by name.</summary>
/// <param name="Networks">Of type hash:net.</param>
/// <param name="Ported">Of type hash:net,port.</param>
public sealed record KernelSets(IReadOnlyDictionary<string, AddressRanges> Networks, IReadOnlyDictionary<string, PortedRanges> Ported)
{
    public IEnumerable<string> Names => Networks.Keys.Concat(Ported.Keys);
}

/// <summary>Addresses of one family, each with the protocols and ports it is listed with.</summary>
public sealed class PortedRanges(bool v6, IEnumerable<(UInt128 First, UInt128 Last, int Protocol, int Port)> members)
{
    private readonly Dictionary<(int Protocol, int Port), AddressRanges> _byPort = members
        .GroupBy(member => (member.Protocol, member.Port))
        .ToDictionary(port => port.Key, port => new AddressRanges(v6, port.Select(member => (member.First, member.Last))));

    public bool V6 { get; } = v6;

    public IReadOnlyDictionary<(int Protocol, int Port), AddressRanges> ByPort => _byPort;

    public bool Contains(Ip address, int protocol, int port) =>
        _byPort.TryGetValue((protocol, port), out var addresses) && addresses.Contains(address);
}
