namespace Infra.Core.Tests.Reader;

/// <summary>The kernel's sets by name.</summary>
/// <param name="Networks">Of type hash:net.</param>
/// <param name="Ported">Of type hash:net,port.</param>
internal sealed record KernelSets(IReadOnlyDictionary<string, AddressRanges> Networks, IReadOnlyDictionary<string, PortedRanges> Ported)
{
    internal IEnumerable<string> Names => Networks.Keys.Concat(Ported.Keys);
}

/// <summary>Addresses of one family, each with the protocols and ports it is listed with.</summary>
internal sealed class PortedRanges(bool v6, IEnumerable<(UInt128 First, UInt128 Last, int Protocol, int Port)> members)
{
    private readonly Dictionary<(int Protocol, int Port), AddressRanges> _byPort = members
        .GroupBy(member => (member.Protocol, member.Port))
        .ToDictionary(port => port.Key, port => new AddressRanges(v6, port.Select(member => (member.First, member.Last))));

    internal bool V6 { get; } = v6;

    internal IReadOnlyDictionary<(int Protocol, int Port), AddressRanges> ByPort => _byPort;

    internal bool Contains(Ip address, int protocol, int port) =>
        _byPort.TryGetValue((protocol, port), out var addresses) && addresses.Contains(address);
}
