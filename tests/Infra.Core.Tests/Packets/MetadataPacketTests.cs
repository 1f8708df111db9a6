using Infra.Core.Boot;
using Infra.Core.Clouds;
using Infra.Core.Firewall;
using Infra.Core.Spec;
using Infra.Core.Tests.Fixtures;
using Infra.Reachability.Packets;

namespace Infra.Core.Tests.Packets;

/// <summary>
/// A cloud's metadata service responds to root's programs and to no other user's: with the firewall of a node in service, with that of
/// its first boot, and with that of an image without iptables. What every program needs, names and time, responds to both.
/// </summary>
[Trait("Category", "Long")]
[Collection(nameof(PacketTests))]
public sealed class MetadataPacketTests
{
    private const int Nobody = 65534;

    // Where each cloud serves data about the machine, and on which ports; and what it serves to everybody.
    private static (string Address, int[] Ports)[] MetadataOf(CloudKind cloud) =>
        cloud == CloudKind.Azure ? [("169.254.169.254", [80]), ("168.63.129.16", [80, 32526])] : [("169.254.169.254", [80])];

    private static (string Address, int Protocol, int Port)[] ForAllOf(CloudKind cloud) =>
        cloud switch
        {
            CloudKind.Azure => [("168.63.129.16", ProtocolNumber.Udp, 53), ("168.63.129.16", ProtocolNumber.Tcp, 53)],
            CloudKind.Gcp =>
            [
                ("169.254.169.254", ProtocolNumber.Udp, 53),
                ("169.254.169.254", ProtocolNumber.Tcp, 53),
                ("169.254.169.254", ProtocolNumber.Udp, 123),
            ],
            CloudKind.Aws =>
            [
                ("169.254.169.253", ProtocolNumber.Udp, 53),
                ("169.254.169.253", ProtocolNumber.Tcp, 53),
                ("169.254.169.123", ProtocolNumber.Udp, 123),
            ],
            _ => [("169.254.169.123", ProtocolNumber.Udp, 123)],
        };

    public static TheoryData<CloudKind, string, string> Filters()
    {
        var data = new TheoryData<CloudKind, string, string>();
        foreach (var cloud in Enum.GetValues<CloudKind>())
        {
            foreach (var filter in (string[])["nft", "legacy", "first boot", "image without iptables"])
            {
                data.Add(cloud, filter, "open");
                data.Add(cloud, filter, "nowhere");
            }
        }

        return data;
    }

    [SkippableTheory]
    [MemberData(nameof(Filters))]
    public void Metadata_AnswersRootOnly(CloudKind cloud, string filter, string egress)
    {
        Skip.If(Namespace.Missing is not null, Namespace.Missing);
        var plan = SmallProject.Plan(cloud, egress: egress == "open" ? new EgressSpec.Open() : SmallProject.Nowhere);
        using var lab = new NodeLab();
        var (metadata, forAll) = (MetadataOf(cloud), ForAllOf(cloud));
        lab.World.Script(
            string.Join(
                '\n',
                metadata
                    .Select(one => one.Address)
                    .Concat(forAll.Select(one => one.Address))
                    .Distinct()
                    .Select(address => $"ip addr add {address}/32 dev out")
            )
        );
        using var listener = Prober.Listen(
            lab.World,
            metadata.SelectMany(one => one.Ports).Concat(forAll.Select(one => one.Port)).Distinct()
        );
        var self = Ip.Parse($"{plan.Topology.Nodes[0].Address}");
        Packet[] secret =
        [
            .. from one in metadata
            from port in one.Ports
            from uid in (int[])[0, Nobody, 1000]
            select new Packet(self, Ip.Parse(one.Address), ProtocolNumber.Tcp)
            {
                DestinationPort = port,
                Uid = uid,
                OutInterface = "eth0",
            },
        ];
        Packet[] open =
        [
            .. from one in forAll
            from uid in (int[])[0, Nobody]
            select new Packet(self, Ip.Parse(one.Address), one.Protocol)
            {
                DestinationPort = one.Port,
                Uid = uid,
                OutInterface = "eth0",
            },
        ];

        // Positive control: without a firewall it responds to everybody.
        Assert.All(Prober.Probe(lab.Node, [.. secret, .. open]), probed => Assert.Equal(Outcome.Accepted, probed.Outcome));

        using var loaded = Load(lab.Node, plan, filter);

        Assert.All(Prober.Probe(lab.Node, secret), probed =>
            Assert.True(probed.Outcome == (probed.Packet.Uid == 0 ? Outcome.Accepted : Outcome.Rejected), $"{probed}")
        );
        Assert.All(Prober.Probe(lab.Node, open), probed => Assert.True(probed.Outcome == Outcome.Accepted, $"{probed}"));
    }

    private static Filter? Load(Namespace node, ProjectPlan plan, string filter)
    {
        switch (filter)
        {
            case "first boot":
                node.Script(
                    Boothook
                        .Write("orders-db-1", FirstFilter.Write(new ServiceFilter(plan, "orders-db")))
                        .Replace("[ ! -e /var/lib/infra/confirmed.json ] || exit 0", "", StringComparison.Ordinal)
                );
                return null;
            case "image without iptables":
                node.Script("nft -f -", new ServiceFilter(plan, "orders-db").FirstBoot.WriteNft());
                return null;
            default:
                var loader = new Filter(filter);
                loader.LoadInto(node, Filled.InService(plan, "orders-db-1", []));
                return loader;
        }
    }
}
