using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Catalog;
using Infra.Core.Clouds;
using Infra.Core.Policy;
using Infra.Core.Spec;
using Infra.Core.Topology;

namespace Infra.Core.Tests.Fixtures;

/// <summary>A project of one three-node PostgreSQL service, built manually, so that these tests need no parser.</summary>
internal static class SmallProject
{
    internal const string OperatorKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDP3aIj0P3dQ5n7uYJ6t0U0g8F6n5pQ2r1vXo0bq9Kzw ops@example";

    internal static OperatorKeys OperatorKeys { get; } = OperatorKeys.Parse(OperatorKey);

    internal static ProjectPlan Plan(
        CloudKind cloud = CloudKind.Local,
        int nodes = 3,
        IEnumerable<string>? sources = null,
        MeshKind mesh = MeshKind.WireGuard,
        string volume = "data",
        EgressSpec? egress = null,
        IEnumerable<string>? pooled = null
    )
    {
        var allowed = CidrSet.Merge((sources ?? ["10.7.0.0/16", "2001:db8:7::/48"]).Select(Cidr.Parse));
        var management = CidrSet.Merge([Cidr.Parse("198.51.100.0/28")]);
        var spec = new ProjectSpec(
            "acme",
            cloud,
            Region(cloud),
            DeploymentModel.Standard,
            Cidr.Parse("10.42.0.0/20"),
            3,
            management,
            ImmutableSortedDictionary<string, ServiceSpec>.Empty.Add(
                "orders-db",
                new ServiceSpec(
                    "orders-db",
                    "postgresql",
                    "business-8",
                    nodes,
                    mesh,
                    allowed,
                    ImmutableSortedDictionary<string, int>.Empty.Add(volume, 1)
                )
            )
        )
        {
            Egress = egress ?? new EgressSpec.Open(),
        };
        var policy = Policy(allowed, pooled is null ? allowed : CidrSet.Merge(pooled.Select(Cidr.Parse)), management, mesh);
        return new ProjectPlan(spec, Topology(spec, nodes, volume), policy with { Egress = [.. EgressRules.Of(spec, "orders-db")] }, "", [])
        {
            OperatorKeys = OperatorKeys,
        };
    }

    private static string Region(CloudKind cloud) =>
        cloud switch
        {
            CloudKind.Aws => "eu-west-1",
            CloudKind.Azure => "westeurope",
            CloudKind.Gcp => "europe-west1",
            _ => "local",
        };

    /// <summary>Egress only to the platform.</summary>
    internal static EgressSpec Nowhere => Only();

    /// <summary>Egress only to these destinations.</summary>
    internal static EgressSpec Only(params EgressDestination[] destinations) =>
        new EgressSpec.Only(destinations.ToImmutableSortedDictionary(to => to.Name, to => to, StringComparer.Ordinal));

    private static ProjectTopology Topology(ProjectSpec spec, int nodes, string volume)
    {
        var local = spec.Cloud == CloudKind.Local;
        var ula = Cidr.Parse("fd42:ac3e:1::/48");
        ImmutableArray<Zone> zones = [new("a", 0, "local-a"), new("b", 1, "local-b"), new("c", 2, "local-c")];
        ImmutableArray<Subnet> subnets =
        [
            .. zones.Select(z => new Subnet(
                $"workload-{z.Key}",
                SubnetRole.Workload,
                z,
                spec.Cidr.Subnet(24, (UInt128)z.Index),
                local ? ula.Subnet(64, (UInt128)z.Index) : null,
                spec.Cidr.Subnet(24, (UInt128)z.Index).First.Add(1)
            )),
        ];
        var mesh = ula.Subnet(64, 0xff00);
        var made = Enumerable
            .Range(1, nodes)
            .Select(slot =>
            {
                var subnet = subnets[(slot - 1) % 3];
                var offset = (UInt128)(10 + (2 * slot));
                return new Node(
                    $"orders-db-{slot}",
                    "orders-db",
                    slot,
                    1,
                    subnet.Zone,
                    subnet,
                    subnet.Cidr.First.Add(offset),
                    subnet.Cidr.First.Add(offset + 1),
                    subnet.Cidr6?.First.Add(offset),
                    mesh.First.Add((UInt128)slot),
                    [new Volume(volume, 1, $"/dev/disk/by-id/nvme-QEMU_NVMe_Ctrl_orders-db-{slot}-{volume}")]
                )
                {
                    Machine = ServiceCatalog.MachineFor(spec.Cloud, spec.Services["orders-db"].Type, spec.Services["orders-db"].Plan),
                };
            });
        var ports = ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, int>>.Empty.Add(
            "orders-db",
            ImmutableSortedDictionary<string, int>.Empty.Add("pg", 12000).Add("pgbouncer", 12001)
        );
        return new ProjectTopology(spec.Cidr, ula, zones, subnets, [.. made.OrderBy(n => n.Key, StringComparer.Ordinal)], ports);
    }

    /// <param name="pooled">The clients of the second component, if different.</param>
    private static NetworkPolicy Policy(
        ImmutableArray<Cidr> allowed,
        ImmutableArray<Cidr> pooled,
        ImmutableArray<Cidr> management,
        MeshKind mesh
    )
    {
        const string service = "orders-db";
        return new NetworkPolicy([
            new Flow(service, new FlowPurpose.Tunnel("mesh"), IpProtocol.Udp, Ports.Of(mesh == MeshKind.WireGuard ? 4501 : 4500), "tunnel"),
            new Flow(service, new FlowPurpose.Clients("pg", allowed), IpProtocol.Tcp, Ports.Of(12000), "clients"),
            new Flow(service, new FlowPurpose.Mesh("pg"), IpProtocol.Tcp, Ports.Of(12000), "replication"),
            new Flow(service, new FlowPurpose.Clients("pgbouncer", pooled), IpProtocol.Tcp, Ports.Of(12001), "clients"),
            new Flow(service, new FlowPurpose.Management(management), IpProtocol.Tcp, Ports.Of(22), "operators"),
        ]);
    }
}
