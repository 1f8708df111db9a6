using Infra.Core.Catalog;
using Infra.Core.Topology;
using Pulumi;
using Compute = Pulumi.Gcp.Compute;

namespace Infra.Components.Gcp;

/// <summary>
/// The address that the internet reaches a node by. It comes and goes with a change of the running instance. Of its inputs
/// only labels ever change: Google deletes no address in use, so one that had to be replaced could not be. The next
/// generation's is another resource.
/// </summary>
internal static class PublicAddress
{
    /// <summary>Google's own network up to the edge. An address and what holds it must say the same.</summary>
    internal const string Tier = "PREMIUM";

    /// <returns>Null where the node has none.</returns>
    internal static Compute.Address? Of(Node node, ServiceNodeArgs args, Resource parent) =>
        !node.HasPublicAddress
            ? null
            : new(
                $"{node.Key}-g{node.Generation}",
                new Compute.AddressArgs
                {
                    Name = CloudNames.Of(args.Project, node.Key, $"g{node.Generation}"),
                    Region = args.Region,
                    AddressType = "EXTERNAL",
                    NetworkTier = Tier,
                    Labels = args.Labels,
                },
                new CustomResourceOptions { Parent = parent }
            );
}
