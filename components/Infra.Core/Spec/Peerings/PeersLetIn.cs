using Infra.Core.Addressing;
using Infra.Core.Catalog;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Text;

namespace Infra.Core.Spec.Peerings;

/// <summary>
/// A peering alone admits no traffic; one that no service admits connects nobody, and is probably a forgotten list entry.
/// </summary>
internal static class PeersLetIn
{
    internal static void Check(
        TextNode? node,
        IEnumerable<PeeringSpec> peerings,
        IReadOnlyDictionary<string, ServiceSpec>? services,
        DiagnosticBag bag
    )
    {
        if (node is not TextNode.Map map || services is null || services.Count == 0)
        {
            return;
        }

        var letIn = CidrSet.Merge(
            from service in services.Values
            from component in ServiceCatalog.Types[service.Type].ForClients
            from source in service.SourcesOf(component.Name)
            select source
        );
        foreach (var peering in peerings.Where(peering => CidrSet.Intersect(peering.Cidrs, letIn).IsEmpty))
        {
            bag.Warn(
                DiagnosticCodes.PeerLetInNowhere,
                map.Entries.First(entry => entry.Key == peering.Name).KeyWhere,
                $"No service allows {Shown.List(peering.Cidrs.Select(cidr => cidr.ToString()))}: the peering "
                    + $"'{peering.Name}' has no effect.",
                "A peering allows no traffic by itself: list its networks in a service's 'allowedSources'."
            );
        }
    }
}
