using Infra.Core.Catalog;
using Infra.Core.Topology;
using Pulumi;
using Compute = Pulumi.Gcp.Compute;

namespace Infra.Components.Gcp;

/// <summary>
/// The address at which the internet reaches a node. Adding or removing it changes the running instance in place. Only its labels ever
/// change: Google does not delete an address in use, so one that had to be replaced could not be. The next generation's is another
/// resource.
/// </summary>
internal static class PublicAddress
{
    /// <summary>Google's own network up to the edge. An address and the instance that uses it must have the same tier.</summary>
    internal const string Tier = "PREMIUM";

    /// <returns>Null if the node has no public address.</returns>
    internal static Compute.Address? Of(Node node, ServiceNodeArgs args, Resource parent) =>
        !node.HasPublicAddress
            ? null
            : new(
                // A bastion's outlives its VMs.
                node.IsBastion
                    ? node.Key
                    : $"{node.Key}-g{node.Generation}",
                new Compute.AddressArgs
                {
                    Name = node.IsBastion
                        ? CloudNames.Of(args.Project, node.Key)
                        : CloudNames.Of(args.Project, node.Key, $"g{node.Generation}"),
                    Region = args.Region,
                    AddressType = "EXTERNAL",
                    NetworkTier = Tier,
                    Labels = args.Labels,
                },
                new CustomResourceOptions { Parent = parent }
            );
}
