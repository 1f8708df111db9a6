using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Sdn;

namespace Infra.Core.Tests.Sdn;

/// <summary>Input (<c>tcp 1,2 10.0.0.0/8</c>) and output. The proofs show that it is exact; this, that it is short.</summary>
public sealed class TrafficSetTests
{
    public static TheoryData<string[], string[]> Sets { get; } =
        new()
        {
            { [], [] },
            { ["tcp 1 10.0.0.0/8"], ["tcp 1 10.0.0.0/8"] },
            { ["tcp 1 10.0.0.0/8", "tcp 2 10.0.0.0/8", "tcp 3 10.0.0.0/8"], ["tcp 1-3 10.0.0.0/8"] },
            { ["tcp 3 10.0.0.0/8", "tcp 1 10.0.0.0/8"], ["tcp 1 10.0.0.0/8", "tcp 3 10.0.0.0/8"] },
            { ["tcp 1 10.0.0.0/9", "tcp 1 10.128.0.0/9"], ["tcp 1 10.0.0.0/8"] },
            { ["tcp 1,2 10.0.0.0/9", "tcp 2 10.128.0.0/9"], ["tcp 2 10.0.0.0/8", "tcp 1 10.0.0.0/9"] },
            { ["tcp 1 10.0.0.0/8", "tcp 2 10.9.0.0/24"], ["tcp 1 10.0.0.0/8", "tcp 2 10.9.0.0/24"] },
            { ["tcp 1 10.0.0.0/8", "tcp 1 10.9.0.0/24"], ["tcp 1 10.0.0.0/8"] },
            { ["tcp 1 10.0.0.0/8", "udp 2 10.0.0.0/8"], ["tcp 1 10.0.0.0/8", "udp 2 10.0.0.0/8"] },
            { ["tcp all 10.0.0.0/8", "tcp 7 10.0.0.0/8"], ["tcp 0-65535 10.0.0.0/8"] },
            { ["tcp 65535 10.0.0.0/8", "tcp 0 10.0.0.0/8"], ["tcp 0 10.0.0.0/8", "tcp 65535 10.0.0.0/8"] },
            { ["esp all 10.0.0.0/9", "esp all 10.128.0.0/9"], ["esp all 10.0.0.0/8"] },
            { ["all all 10.0.0.0/8", "tcp 7 10.9.0.0/24", "tcp 7 11.0.0.0/8"], ["all all 10.0.0.0/8", "tcp 7 11.0.0.0/8"] },
            { ["tcp 7 10.0.0.0/8", "tcp 7 ::/0"], ["tcp 7 10.0.0.0/8", "tcp 7 ::/0"] },
        };

    [Theory]
    [MemberData(nameof(Sets))]
    public void Compress_Pieces_AreSaidInFewRules(string[] pieces, string[] rules)
    {
        Assert.Equal(
            rules,
            Compress(pieces)
                .Select(traffic => $"{Word(traffic.Protocol)} {(traffic.Ports is { } ports ? $"{ports}" : "all")} {traffic.Cidr}")
        );
        Assert.Equal(Compress(pieces).Select(traffic => $"{traffic}"), Compress(pieces.Reverse()).Select(traffic => $"{traffic}"));
    }

    [Fact]
    public void Compress_JoinedPieces_NameAllPurposes()
    {
        var traffic = Assert.Single(Compress(["tcp 1 10.0.0.0/8", "tcp 2 10.0.0.0/9", "tcp 2 10.128.0.0/9", "tcp 2 10.1.0.0/16"]));

        Assert.Equal(["tcp 1 10.0.0.0/8", "tcp 2 10.0.0.0/9", "tcp 2 10.1.0.0/16", "tcp 2 10.128.0.0/9"], traffic.Purposes);
    }

    [Fact]
    public void Compress_ThousandsOfNetworks_TakesNoTime()
    {
        var set = new TrafficSet();
        for (var port = 0; port < 8; port++)
        {
            set.Add(
                IpProtocol.Tcp,
                Ports.Of(10000 + (2 * port)),
                [.. Enumerable.Range(0, 8000).Select(i => Cidr.Parse($"10.{i / 100}.{2 * (i % 100)}.0/24"))],
                "all"
            );
        }

        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.Equal(8 * 8000, set.Compress().Length);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    private static ImmutableArray<Traffic> Compress(IEnumerable<string> pieces)
    {
        var set = new TrafficSet();
        foreach (var piece in pieces)
        {
            var words = piece.Split(' ');
            IpProtocol? protocol = words[0] switch
            {
                "tcp" => IpProtocol.Tcp,
                "udp" => IpProtocol.Udp,
                "esp" => IpProtocol.Esp,
                _ => null,
            };
            set.Add(
                protocol,
                words[1] == "all" ? new Ports.All() : Ports.Of(words[1].Split(',').Select(int.Parse)),
                [Cidr.Parse(words[2])],
                piece
            );
        }

        return set.Compress();
    }

    private static string Word(IpProtocol? protocol) => protocol is null ? "all" : $"{protocol}".ToLowerInvariant();
}
