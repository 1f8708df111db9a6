using Infra.Core.Catalog;
using Infra.Core.Topology;
using Pulumi;
using Pulumi.Azure.Network;

namespace Infra.Components.Azure;

/// <summary>
/// The address at which the internet reaches a node. Adding or removing it changes the node's network interface and needs no new VM. Only
/// its tags and idle timeout ever change, in place: Azure does not delete an address that an interface holds, so one that had to be
/// replaced could not be. The next generation's is another resource.
/// </summary>
internal static class PublicAddress
{
    /// <returns>Null if the node has no public address.</returns>
    internal static PublicIp? Of(Node node, ServiceNodeArgs args, Resource parent) =>
        !node.HasPublicAddress
            ? null
            : new(
                // A bastion's outlives its VMs.
                node.IsBastion
                    ? node.Key
                    : $"{node.Key}-g{node.Generation}",
                new PublicIpArgs
                {
                    Name = node.IsBastion
                        ? CloudNames.Of(args.Project, node.Key)
                        : CloudNames.Of(args.Project, node.Key, $"g{node.Generation}"),
                    ResourceGroupName = args.Home.Name,
                    Location = args.Home.Location,
                    // Closed until a network security group allows traffic.
                    Sku = "Standard",
                    AllocationMethod = "Static",
                    IpVersion = "IPv4",
                    // The maximum; by default Azure silently drops connections idle for four minutes.
                    IdleTimeoutInMinutes = 30,
                    // The VM's zone: no other zone's failure affects it.
                    Zones = { node.Zone.Name },
                    Tags = args.Tags,
                },
                new CustomResourceOptions { Parent = parent }
            );
}
