using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Catalog;
using Infra.Core.Spec;
using Infra.Core.Spec.Dns;
using Infra.Core.Topology;

namespace Infra.Core.Dns;

/// <summary>Names services and nodes.</summary>
internal static class DnsPlanner
{
    /// <summary>Returns the project's records; null if the stack file names no zone.</summary>
    public static DnsPlan? Plan(ProjectSpec spec, ProjectTopology topology)
    {
        if (spec.Dns is not { } dns)
        {
            return null;
        }

        var domain = $"{spec.Name}.{dns.Zone}";
        var records =
            from service in spec.Services.Values
            let nodes = topology.Nodes.Where(node => node.Service == service.Name).OrderBy(node => node.Slot).ToImmutableArray()
            let open = service.PublicAddresses ? nodes.Where(node => node.HasPublicAddress).ToImmutableArray() : []
            from record in new[]
            {
                Names(service, nodes).SelectMany(name => Records(service.Name, name.Label, name.Nodes, domain)),
                PublicNames(service, open).Select(name => PublicRecord(service.Name, name.Label, name.Nodes, domain)),
            }.SelectMany(records => records)
            select record;
        var bastions = topology.Bastions.Select(bastion => PublicRecord(Bastion.Owner, bastion.Key, [bastion.Machine], domain));
        return new DnsPlan(
            dns.Zone,
            domain,
            dns.TtlSeconds,
            [.. records.Concat(bastions).OrderBy(record => record.Key, StringComparer.Ordinal)]
        );
    }

    /// <summary>The service's name resolves to every node: only the service knows its primary, the plan does not.</summary>
    private static IEnumerable<(string Label, ImmutableArray<Node> Nodes)> Names(ServiceSpec service, ImmutableArray<Node> nodes) =>
        [
            (service.Name, nodes),
            .. nodes.Select(node => (node.Key, ImmutableArray.Create(node))),
            .. ServiceCatalog.Types[service.Type].HasReplicaName && nodes.Length > 1
                ? [(DnsLabels.Replica + service.Name, nodes[1..])]
                : Array.Empty<(string, ImmutableArray<Node>)>(),
        ];

    /// <summary>The service's name and each node's: clients of a cluster connect to individual nodes.</summary>
    private static IEnumerable<(string Label, ImmutableArray<Node> Nodes)> PublicNames(ServiceSpec service, ImmutableArray<Node> open) =>
        open.IsEmpty
            ? []
            : [(DnsLabels.Public + service.Name, open), .. open.Select(node => (DnsLabels.Public + node.Key, ImmutableArray.Create(node)))];

    private static DnsRecord PublicRecord(string service, string label, ImmutableArray<Node> nodes, string domain) =>
        new(
            $"{label}.a",
            service,
            label,
            $"{label}.{domain}",
            DnsRecordType.A,
            [.. nodes.Select(node => node.PublicAddress).OfType<IpAddr>().Order()]
        )
        {
            PublicOf = [.. nodes.Where(node => node.PublicAddress is null).Select(node => node.Key)],
        };

    private static IEnumerable<DnsRecord> Records(string service, string label, ImmutableArray<Node> nodes, string domain) =>
        from record in new[]
        {
            (Type: DnsRecordType.A, Suffix: "a", Addresses: nodes.Select(node => node.Address)),
            (Type: DnsRecordType.Aaaa, Suffix: "aaaa", Addresses: nodes.Select(node => node.Address6).OfType<IpAddr>()),
        }
        where record.Addresses.Any()
        select new DnsRecord(
            $"{label}.{record.Suffix}",
            service,
            label,
            $"{label}.{domain}",
            record.Type,
            [.. record.Addresses.Distinct().Order()]
        );
}
