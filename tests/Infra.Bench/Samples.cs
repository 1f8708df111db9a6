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

/// <summary>What is compiled.</summary>
internal static class Samples
{
    internal const int Peers = 1000;

    internal const string PeerNode = "bench-1";

    internal static readonly ImmutableArray<int> PeerPorts = [.. Enumerable.Range(12000, 8)];

    private static readonly Cidr Network = Cidr.Parse("10.64.0.0/16");
    private static readonly Cidr Management = Cidr.Parse("198.51.100.0/28");

    /// <summary>The peers' addresses: no two of them neighbours, so that none can be joined.</summary>
    internal static IEnumerable<IpAddr> PeerAddresses => Enumerable.Range(1, Peers).Select(i => Network.First.Add((UInt128)(2 * i) + 256));

    /// <summary>One node that 1,000 peers may reach on 8 ports. Larger than any service of the catalogue, so made by hand.</summary>
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

    /// <summary>A stack file of 1,000 nodes: 125 services of 8, each with its own clients.</summary>
    internal static string ProjectText()
    {
        var text = new StringBuilder(
            """
            config:
              infra:project:
                name: bench
                cloud: aws
                region: us-west-2
                deployment: standard
                cidr: 10.42.0.0/20
                zones: 4
                managementSources: [10.7.200.0/28]
                managementRoutes: [10.7.200.0/28]
                services:

            """
        );
        for (var i = 0; i < 125; i++)
        {
            text.Append(
                $"      s{i}: {{ type: postgresql, plan: business-8, nodes: 8, allowedSources: [10.7.{i}.0/24, "
                    + $"10.8.{i}.0/24], volumes: {{ data: 100 }} }}\n"
            );
        }

        return text.ToString();
    }

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
