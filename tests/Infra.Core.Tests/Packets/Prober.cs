using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Core.Catalog;
using Infra.Reachability.Packets;

namespace Infra.Core.Tests.Packets;

/// <summary>The outcome for a real packet: four different things.</summary>
internal enum Outcome
{
    Accepted,
    Rejected,
    TimedOut,

    /// <summary>Anything else: it shows nothing about a firewall.</summary>
    Failed,
}

/// <param name="Detail">The prober's own words: <c>RST</c>, <c>ICMP 3/3 from 10.42.0.12</c>.</param>
internal sealed record Probed(Packet Packet, Outcome Outcome, double Milliseconds, string Detail);

/// <summary>Sends real TCP and UDP with the program used by <c>infra verify</c>, and opens listeners for them.</summary>
internal static class Prober
{
    private static readonly string Program = Repository.Read("components", "Infra.Verify", "Probes", "prober.py");
    private static readonly string Listener = Repository.Read("components", "Infra.Verify", "Probes", "listener.py");

    /// <summary>Sends every packet from a namespace, one program per sender; its source addresses must exist.</summary>
    internal static List<Probed> Probe(Namespace from, IReadOnlyList<Packet> packets, int timeoutMilliseconds = 3000)
    {
        if (packets.GroupBy(packet => packet.Uid).ToList() is { Count: > 1 } senders)
        {
            return [.. senders.SelectMany(sender => Probe(from, [.. sender], timeoutMilliseconds))];
        }

        var jobs = new JsonArray([
            .. packets.Select(
                (packet, id) =>
                    new JsonObject
                    {
                        ["id"] = id,
                        ["proto"] = packet.Protocol == ProtocolNumber.Tcp ? "tcp" : "udp",
                        ["source"] = packet.Source.ToString(),
                        // Tunnels use the same port at both ends: those packets are not tracked, and the firewall allows no other
                        // replies.
                        ["sourcePort"] =
                            packet.Protocol == ProtocolNumber.Udp && packet.DestinationPort == ReservedPorts.WireGuard
                                ? ReservedPorts.WireGuard
                                : 0,
                        ["address"] = packet.Destination.ToString(),
                        ["port"] = packet.DestinationPort,
                    }
            ),
        ]);
        var run = from.RunPythonAs(
            packets.Count == 0 ? 0 : packets[0].Uid,
            Program,
            new JsonObject { ["timeoutMs"] = timeoutMilliseconds, ["jobs"] = jobs }.ToJsonString()
        );
        Assert.True(run.ExitCode == 0, run.Output);
        return
        [
            .. run
                .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonNode.Parse(line)!)
                .Select(line => new Probed(
                    packets[line["id"]!.GetValue<int>()],
                    OutcomeOf(line["outcome"]!.GetValue<string>()),
                    line["ms"]!.GetValue<double>(),
                    line["detail"]!.GetValue<string>()
                )),
        ];
    }

    /// <summary>
    /// The rejections that are always slower than a limit: each is retried, since a busy machine is slow once and a firewall that keeps
    /// callers waiting is slow always.
    /// </summary>
    internal static List<Probed> Slow(Namespace from, IEnumerable<Probed> results, double milliseconds)
    {
        var slow = results.Where(IsSlow).ToList();
        for (var again = 0; again < 3 && slow.Count > 0; again++)
        {
            slow = [.. Probe(from, [.. slow.Select(probed => probed.Packet)]).Where(IsSlow)];
        }

        return slow;

        bool IsSlow(Probed probed) => probed.Outcome == Outcome.Rejected && probed.Milliseconds > milliseconds;
    }

    /// <summary>Responds on TCP and UDP ports until disposed.</summary>
    internal static IDisposable Listen(Namespace where, IEnumerable<int> ports)
    {
        var numbers = JsonSerializer.Serialize(ports);
        var process = where.Python(Listener);
        process.StandardInput.WriteLine($"{{\"tcp\": {numbers}, \"udp\": {numbers}, \"seconds\": 120}}");
        process.StandardInput.Flush();
        var answer = process.StandardOutput.ReadLine();
        Assert.True(answer == "{\"busy\": []}", answer ?? process.StandardError.ReadToEnd());
        return new Running(process);
    }

    private static Outcome OutcomeOf(string word) =>
        word switch
        {
            "accepted" => Outcome.Accepted,
            "rejected" => Outcome.Rejected,
            "timeout" => Outcome.TimedOut,
            _ => Outcome.Failed,
        };
}
