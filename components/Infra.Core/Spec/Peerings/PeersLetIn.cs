using Infra.Core.Addressing;
using Infra.Core.Catalog;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Text;

namespace Infra.Core.Spec.Peerings;

/// <summary>A peering opens nothing; one that no service lets in connects nobody, and is likely a forgotten entry in a list.</summary>
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
                $"No service allows {Shown.List(peering.Cidrs.Select(cidr => cidr.ToString()))}: the peering '{peering.Name}' has no effect.",
                "A peering allows no traffic by itself: list its networks in a service's 'allowedSources'."
            );
        }
    }
}
