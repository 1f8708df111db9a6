using System.Collections.Immutable;
using System.Security.Cryptography;
using Infra.Core;
using Infra.Core.Addressing;
using Infra.Core.Catalog;
using Infra.Core.Clouds;
using Infra.Core.Clouds.Local;
using Infra.Core.Policy;
using Infra.Core.Spec;
using Infra.Core.Topology;
using Infra.Verify.Probes;
using Infra.Verify.Shell;

namespace Infra.Verify.Tests.Fakes;

/// <summary>Three healthy nodes of one service. A test breaks one thing and expects the check to fail.</summary>
internal sealed class TestCloud
{
    public const string Ntp = "169.254.169.123";
    public const int ClientPort = 10001;
    public const string Sshd =
        "passwordauthentication no\nkbdinteractiveauthentication no\npermitrootlogin no\npermitemptypasswords no\n"
        + "authenticationmethods publickey\n"
        + "authorizedkeysfile /etc/ssh/infra_authorized_keys\nallowusers ops\npermituserrc no\npermituserenvironment no\n"
        + "disableforwarding yes\n";

    public const int PeerPort = 10005;

    private static readonly string ZeroSector = Convert.ToHexStringLower(SHA256.HashData(new byte[512]));

    /// <param name="publicNodes">How many of them have a public address.</param>
    public TestCloud(int publicNodes = 0)
    {
        Plan = MakePlan(publicNodes);
        Intent = new Intent(Plan.Topology, Plan.Policy);
        Prober = FakeProber.Obedient(Intent);
        Shells = Plan.Topology.Nodes.ToImmutableSortedDictionary(n => n.Key, Healthy);
    }

    public ProjectPlan Plan { get; }

    public Intent Intent { get; }

    public IProber Prober { get; set; }

    public ImmutableSortedDictionary<string, FakeShell> Shells { get; }

    /// <summary>The networks outside.</summary>
    public ImmutableSortedDictionary<string, FakeShell> Outside { get; } =
        new[] { "ns-client", "ns-internet", "ns-mgmt" }.ToImmutableSortedDictionary(name => name, name => new FakeShell(name));

    public FakeShell First => Shells["orders-db-1"];

    public async Task<IReadOnlyList<CheckRow>> RunAsync(ICheck check)
    {
        var origins = ImmutableArray.Create(
            new ProbeOrigin.OutsideNetwork("client", "ns-client", IpAddr.Parse("10.7.0.1")),
            new ProbeOrigin.OutsideNetwork("management", "ns-mgmt", IpAddr.Parse("198.51.100.1")),
            new ProbeOrigin.OutsideNetwork("internet", "ns-internet", IpAddr.Parse("203.0.113.10")),
            new ProbeOrigin.OutsideNetwork("internet", "ns-internet", IpAddr.Parse("2001:db8:ffff::10"))
        );
        var cloud = new CloudUnderTest(
            Plan,
            Shells.ToImmutableSortedDictionary(s => s.Key, s => (INodeShell)s.Value),
            Prober,
            [Ntp],
            origins
        )
        {
            Outside = Outside.ToImmutableSortedDictionary(s => s.Key, s => (INodeShell)s.Value),
        };
        return await Verifier.RunAsync([check], cloud, (_, _) => { }, CancellationToken.None);
    }

    /// <summary>A node's report on its data volume; each node's ciphertext differs.</summary>
    public static string VolumeFacts(string node) =>
        $"""
            type=LUKS2
            cipher=aes-xts-plain64
            key=:64:logon:cryptsetup:11e1b3b4-bd15-4a45-8cbf-bda2888a771b-d0
            device=/dev/nvme1n1
            declared=/dev/nvme1n1
            disk=2097152
            header=32768
            mapping=2064384
            filesystem=2064384
            keyslots=0
            mounted=/dev/mapper/data ext4 data
            ciphertext={Stable.Sha256Hex(node)}
            plaintext={ZeroSector}
            """;

    public static string PlainVolumeFacts(string node) =>
        VolumeFacts(node).Replace(Stable.Sha256Hex(node), ZeroSector, StringComparison.Ordinal);

    private FakeShell Healthy(Node node) =>
        new FakeShell(node.Key)
            .Answer(
                "cloud-init status",
                """{"boot_status_code": "enabled-by-generator", "datasource": "nocloud", "errors": [], "status": "done"}"""
            )
            .Answer("cryptsetup", VolumeFacts(node.Key))
            .Answer("/proc/swaps", "swap=0\ncore=|/bin/false\nlimit=0\ntoken=absent\n")
            .Answer("chronyc", $"^,*,{Ntp},2,6,377,12,0.000012,0.000013,0.0001\n")
            .Answer("sshd -T", $"port 22\n{Sshd}")
            .Answer("169.254.169.254", "ENETUNREACH\nECONNREFUSED\n")
            .Answer(
                "infra-apply identity",
                $$"""{"node":"{{node.Key}}","instance":"i-1","hostKey":"ssh-ed25519 AAAA","wireGuardKey":"k","mac":"00"}"""
            )
            .Answer("wg show", WireGuardDump(node, age: 20));

    public string WireGuardDump(Node node, int age) =>
        "1000000\nprivate\tpublic\t4501\toff\n"
        + string.Concat(
            Plan.Topology.Nodes.Where(n => n != node)
                .Select(peer =>
                    $"key-{peer.Key}\t(none)\t{peer.Address}:4501\t{peer.MeshAddress}/128\t{1_000_000 - age}\t5000\t6000\toff\n"
                )
        );

    private static ProjectPlan MakePlan(int publicNodes)
    {
        var zone = new Zone("a", 0, "local-a");
        var subnet = new Subnet(
            "workload-a",
            SubnetRole.Workload,
            zone,
            Cidr.Parse("10.42.0.0/24"),
            Cidr.Parse("fd42::/64"),
            IpAddr.Parse("10.42.0.1")
        );
        var nodes = Enumerable
            .Range(1, 3)
            .Select(slot => new Node(
                $"orders-db-{slot}",
                "orders-db",
                slot,
                1,
                zone,
                subnet,
                IpAddr.Parse($"10.42.0.{2 + 2 * slot}"),
                IpAddr.Parse($"10.42.0.{3 + 2 * slot}"),
                IpAddr.Parse($"fd42::{slot}"),
                IpAddr.Parse($"fd42:0:0:ffff::{slot}"),
                [new Volume("data", 1, "/dev/disk/by-id/nvme-data")]
            )
            {
                Machine = ServiceCatalog.FindMachine(CloudKind.Local, "vm-768")!,
            });
        var service = new ServiceSpec(
            "orders-db",
            "postgresql",
            "business-8",
            3,
            MeshKind.WireGuard,
            [Cidr.Parse("10.7.0.0/16")],
            ImmutableSortedDictionary<string, int>.Empty.Add("data", 1)
        );
        var spec = new ProjectSpec(
            "acme",
            CloudKind.Local,
            "local",
            DeploymentModel.Standard,
            Cidr.Parse("10.42.0.0/20"),
            1,
            [Cidr.Parse("198.51.100.0/28")],
            ImmutableSortedDictionary<string, ServiceSpec>.Empty.Add("orders-db", service)
        );
        Flow Flow(FlowPurpose purpose, IpProtocol protocol, int port) => new("orders-db", purpose, protocol, Ports.Of(port), purpose.Name);
        var policy = new NetworkPolicy(
            [
                Flow(new FlowPurpose.Clients("pg", service.AllowedSources), IpProtocol.Tcp, ClientPort),
                Flow(new FlowPurpose.Tunnel("wireguard"), IpProtocol.Udp, 4501),
                Flow(new FlowPurpose.Mesh("replication"), IpProtocol.Tcp, PeerPort),
                Flow(new FlowPurpose.Management(spec.ManagementSources), IpProtocol.Tcp, 22),
            ],
            [
                new("orders-db", new EgressPurpose.Open(), InternetSpace.Of(hasIpv6: true), null, new Ports.All(), "the internet"),
                new(
                    "orders-db",
                    new EgressPurpose.Platform("metadata", ForRootAlone: true),
                    [Cidr.Parse("169.254.169.254/32")],
                    IpProtocol.Tcp,
                    Ports.Of(80),
                    "metadata"
                ),
                new("orders-db", new EgressPurpose.Destination("log"), [Cidr.Parse("10.7.0.1/32")], IpProtocol.Udp, Ports.Of(514), "logs"),
            ]
        );
        var topology = new ProjectTopology(
            spec.Cidr,
            Cidr.Parse("fd42::/48"),
            [zone],
            [subnet],
            [
                .. nodes.Select(node =>
                    node.Slot <= publicNodes
                        ? node with
                        {
                            HasPublicAddress = true,
                            PublicAddress = LocalNetwork.PublicAddressFor(node),
                        }
                        : node
                ),
            ],
            ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, int>>.Empty
        );
        return new ProjectPlan(spec, topology, policy, "", []);
    }
}
