using System.Collections.Immutable;
using System.Text;
using Infra.Core;
using Infra.Core.Addressing;
using Infra.Core.Catalog;
using Infra.Core.Clouds;
using Infra.Core.Deployments;
using Infra.Core.Policy;
using Infra.Core.Spec;
using Infra.Core.Topology;

namespace Infra.Bench;

/// <summary>The inputs to compile.</summary>
internal static class Samples
{
    internal const int Peers = 1000;

    internal const string PeerNode = "bench-1";

    internal static readonly ImmutableArray<int> PeerPorts = [.. Enumerable.Range(12000, 8)];

    private static readonly Cidr Network = Cidr.Parse("10.64.0.0/16");
    private static readonly Cidr Management = Cidr.Parse("198.51.100.0/28");

    /// <summary>The peers' addresses: no two are adjacent, so that none can be merged.</summary>
    internal static IEnumerable<IpAddr> PeerAddresses => Enumerable.Range(1, Peers).Select(i => Network.First.Add((UInt128)(2 * i) + 256));

    /// <summary>One node that 1,000 peers may reach on 8 ports. Larger than any service in the catalogue, so built manually.</summary>
    internal static ProjectPlan OneNode()
    {
        var mesh = Cidr.Parse("fd42:ac3e:1:ffff::/64");
        var zone = new Zone("a", 0, "local-a");
        var subnet = new Subnet("workload-a", SubnetRole.Workload, zone, Network, null, Network.First.Add(1));
        var node = new Node(
            PeerNode,
            "bench",
            1,
            1,
            zone,
            subnet,
            Network.First.Add(10),
            Network.First.Add(11),
            null,
            mesh.First.Add(1),
            []
        )
        {
            Machine = ServiceCatalog.FindMachine(CloudKind.Local, "vm-768")!,
        };
        var service = new ServiceSpec(
            "bench",
            "postgresql",
            "business-8",
            1,
            MeshKind.WireGuard,
            [.. PeerAddresses.Select(Cidr.Host)],
            ImmutableSortedDictionary<string, int>.Empty
        );
        var spec = new ProjectSpec(
            "bench",
            CloudKind.Local,
            "local",
            DeploymentModel.Standard,
            Network,
            1,
            [Management],
            ImmutableSortedDictionary<string, ServiceSpec>.Empty.Add("bench", service)
        );
        var topology = new ProjectTopology(
            Network,
            Cidr.Parse("fd42:ac3e:1::/48"),
            [zone],
            [subnet],
            [node],
            ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, int>>.Empty
        );
        var policy = new NetworkPolicy([
            new Flow("bench", new FlowPurpose.Clients("peers", service.AllowedSources), IpProtocol.Tcp, Ports.Of(PeerPorts), "peers"),
            new Flow("bench", new FlowPurpose.Management([Management]), IpProtocol.Tcp, Ports.Of(22), "operators"),
        ]);
        return new ProjectPlan(spec, topology, policy, "", []);
    }

    /// <summary>A stack file of services with 8 nodes, each service with its own clients.</summary>
    /// <param name="services">125 is 1,000 nodes; a project's own network has no room for many more, an existing one has.</param>
    internal static string ProjectText(int services = 125)
    {
        var text = new StringBuilder(
            """
            config:
              infra:project:
                name: bench
                cloud: aws
                region: us-west-2
                deployment: standard
                managementSources: [172.16.200.0/28]
                managementRoutes: [172.16.200.0/28]

            """
        );
        text.Append(services <= 125 ? "    cidr: 10.42.0.0/20\n    zones: 4\n" : ExistingNetwork);
        text.Append("    services:\n");
        for (var i = 0; i < services; i++)
        {
            text.Append(
                $"      s{i}: {{ type: postgresql, plan: business-8, nodes: 8, allowedSources: [172.{17 + (i / 128)}.{i % 128}.0/24, "
                    + $"172.{21 + (i / 128)}.{i % 128}.0/24], volumes: {{ data: 100 }} }}\n"
            );
        }

        return text.ToString();
    }

    private const string ExistingNetwork = """
            cidr: 10.42.0.0/16
            zones: [us-west-2a, us-west-2b, us-west-2c, us-west-2d]
            network:
              id: vpc-0a1b2c3d4e5f60718
              subnets:
                us-west-2a: { id: subnet-0a1b2c3d4e5f6071a, cidr: 10.42.0.0/18 }
                us-west-2b: { id: subnet-0a1b2c3d4e5f6071b, cidr: 10.42.64.0/18 }
                us-west-2c: { id: subnet-0a1b2c3d4e5f6071c, cidr: 10.42.128.0/18 }
                us-west-2d: { id: subnet-0a1b2c3d4e5f6071d, cidr: 10.42.192.0/18 }

        """;

    /// <exception cref="InvalidOperationException">The text is not valid: this program is out of date.</exception>
    internal static ProjectPlan Project(string text, string? lockText = null)
    {
        var outcome = ProjectCompiler.Compile(
            new StackSource(text, "Pulumi.bench.yaml"),
            new LockSource(lockText, "bench.lock.yaml", LockMode.Extend)
        );
        return outcome.Value ?? throw new InvalidOperationException(string.Join('\n', outcome.Diagnostics));
    }
}
