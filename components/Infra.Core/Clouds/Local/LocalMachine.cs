using System.Collections.Immutable;
using System.Globalization;
using Infra.Core.Addressing;
using Infra.Core.Topology;

namespace Infra.Core.Clouds.Local;

/// <summary>Names and addresses of one VM and its parts on the local cloud, all derived from the topology.</summary>
/// <param name="Name">Node key and generation, <c>orders-db-1-g1</c>: old and new generation run side by side.</param>
/// <param name="Tap">The router's end of its network link, unique among the project's addresses.</param>
/// <param name="Mac">Locally administered.</param>
/// <param name="SshPort">On the lab's link; derived from the node's mesh number, which never changes.</param>
/// <param name="Disks">Data disks: the serial, which is the volume's name, and the size.</param>
public sealed record LocalMachine(
    Node Node,
    string Name,
    string Tap,
    string Mac,
    int SshPort,
    ImmutableArray<(string Serial, int SizeGiB)> Disks
)
{
    private const int SshBasePort = 2200;

    /// <exception cref="InvalidOperationException">The project is so large that the node has no port on the link.</exception>
    public static LocalMachine Of(ProjectTopology topology, Node node)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{node.Key}-g{node.Generation}");
        var port = SshBasePort + NumberOf(node);
        if (port > ushort.MaxValue)
            throw new InvalidOperationException($"Node {node.Key} has number {port - SshBasePort}: there is no port {port} to log in on.");
        return new LocalMachine(
            node,
            name,
            string.Create(CultureInfo.InvariantCulture, $"tap{node.Address.Value - topology.Cidr.Network.Value}"),
            MacOf(name),
            (int)port,
            [.. node.Volumes.Select(volume => (volume.Name, volume.SizeGiB))]
        );
    }

    /// <summary>The node's mesh number, the last part of its mesh address; see SubnetLayout.</summary>
    internal static UInt128 NumberOf(Node node) => node.MeshAddress.Value & ulong.MaxValue;

    /// <summary>NoCloud's meta-data: cloud-init considers a VM new if the instance ID is new.</summary>
    /// <param name="epoch">Which incarnation of this VM, from 1.</param>
    public string MetaData(string epoch) => $"instance-id: {Name}-e{epoch}\nlocal-hostname: {Node.Key}\n";

    /// <summary>
    /// NoCloud's network-config, version 2. The node has a single address and no neighbours: as on public clouds, all traffic goes through
    /// the router with the SDN's filter.
    /// </summary>
    public string NetworkConfig()
    {
        var gateway = Node.Subnet.Gateway;
        string[] lines =
        [
            "version: 2",
            "ethernets:",
            "  eth0:",
            $"    match: {{macaddress: \"{Mac}\"}}",
            "    set-name: eth0",
            $"    addresses: [{string.Join(", ", Addresses().Select(address => $"\"{Cidr.Host(address)}\""))}]",
            "    routes:",
            $"      - {{to: \"{Cidr.Host(gateway)}\"}}",
            $"      - {{to: \"0.0.0.0/0\", via: \"{gateway}\"}}",
            .. Node.Address6 is null ? Array.Empty<string>() : ["    gateway6: \"fe80::1\""],
        ];
        return string.Join('\n', lines) + "\n";
    }

    private IEnumerable<IpAddr> Addresses() => Node.Address6 is { } address6 ? [Node.Address, address6] : [Node.Address];

    private static string MacOf(string name)
    {
        var digest = Stable.Sha256Hex(name);
        return "02:" + string.Join(':', Enumerable.Range(0, 5).Select(at => digest.Substring(at * 2, 2)));
    }
}
