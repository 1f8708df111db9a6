using Infra.Core.Catalog;
using Infra.Core.Topology;
using Pulumi;
using Pulumi.Azure.Network;

namespace Infra.Components.Azure;

/// <summary>
/// The address that the internet reaches a node by. It comes and goes with a change of the node's interface, which needs no
/// other VM. Of its inputs only tags and the time-out ever change, in place: Azure deletes no address that an interface holds, so one that had to be
/// replaced could not be. The next generation's is another resource.
/// </summary>
internal static class PublicAddress
{
    /// <returns>Null where the node has none.</returns>
    internal static PublicIp? Of(Node node, ServiceNodeArgs args, Resource parent) =>
        !node.HasPublicAddress
            ? null
            : new(
                $"{node.Key}-g{node.Generation}",
                new PublicIpArgs
                {
                    Name = CloudNames.Of(args.Project, node.Key, $"g{node.Generation}"),
                    ResourceGroupName = args.Home.Name,
                    Location = args.Home.Location,
                    // Closed until a network security group lets somebody in.
                    Sku = "Standard",
                    AllocationMethod = "Static",
                    IpVersion = "IPv4",
                    // The most there is; by default a client that was silent for four minutes is forgotten without a word.
                    IdleTimeoutInMinutes = 30,
                    // Its VM's: no other zone's failure takes it away.
                    Zones = { node.Zone.Name },
                    Tags = args.Tags,
                },
                new CustomResourceOptions { Parent = parent }
            );
}
