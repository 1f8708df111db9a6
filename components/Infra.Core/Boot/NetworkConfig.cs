using System.Globalization;
using System.Text.RegularExpressions;
using Infra.Core.Topology;

namespace Infra.Core.Boot;

/// <summary>
/// The local cloud's cloud-init seed besides user data. A routed network, as in the clouds: each node is alone on its
/// link, so everything goes by the router, also to a neighbour of the same subnet.
/// </summary>
public static partial class NetworkConfig
{
    /// <summary>netplan version 2, for the seed's <c>network-config</c>.</summary>
    /// <param name="mac">Six hex pairs with colons; quoted, because YAML 1.1 reads some as base-60 numbers.</param>
    /// <exception cref="ArgumentException">Not a MAC address, or no such node.</exception>
    public static string Write(ProjectPlan plan, string nodeKey, string mac)
    {
        if (!Mac().IsMatch(mac))
        {
            throw new ArgumentException($"'{mac}' is not a MAC address.", nameof(mac));
        }

        var node = NodeOf(plan, nodeKey);
        var v6Address = node.Address6 is { } v6 ? $", \"{v6}/128\"" : "";
        var v6Route = node.Address6 is null ? "" : "      - {to: \"::/0\", via: \"fe80::1\", on-link: true}\n";
        return string.Create(CultureInfo.InvariantCulture, $$"""
            version: 2
            ethernets:
              eth0:
                match: {macaddress: "{{mac}}"}
                set-name: eth0
                dhcp4: false
                dhcp6: false
                accept-ra: false
                addresses: ["{{node.Address}}/32"{{v6Address}}]
                routes:
                  - {to: "0.0.0.0/0", via: "{{node.Subnet.Gateway}}", on-link: true}

            """) + v6Route;
    }

    /// <summary>For the seed's <c>meta-data</c>.</summary>
    /// <param name="epoch">1 for the first VM of the node, one more for each that takes its place: cloud-init does a first boot when this changes.</param>
    public static string MetaData(ProjectPlan plan, string nodeKey, int epoch)
    {
        var node = NodeOf(plan, nodeKey);
        return string.Create(CultureInfo.InvariantCulture,
            $"instance-id: \"{plan.Spec.Name}-{node.Key}-{node.Generation}-{epoch}\"\nlocal-hostname: \"{node.Key}\"\n");
    }

    private static Node NodeOf(ProjectPlan plan, string nodeKey) =>
        plan.Topology.Nodes.FirstOrDefault(n => n.Key == nodeKey)
        ?? throw new ArgumentException($"The plan has no node '{nodeKey}'.", nameof(nodeKey));

    [GeneratedRegex("^[0-9a-f]{2}(:[0-9a-f]{2}){5}\\z")]
    private static partial Regex Mac();
}
