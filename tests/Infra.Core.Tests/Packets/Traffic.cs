using System.Text.Json.Nodes;
using Infra.Reachability.Packets;

namespace Infra.Core.Tests.Packets;

/// <summary>Steady traffic, bulk transfers and ICMP, using traffic.py.</summary>
internal static class Traffic
{
    private static readonly string Program = Repository.Read("tests", "Infra.Core.Tests", "Packets", "traffic.py");

    /// <summary>Answers requests until disposed.</summary>
    internal static Running Serve(Namespace where, int port) => Started(where, "serve", $"{port}");

    /// <summary>Loads a server from an allowed source and tries from a denied one until ended; then reports the results.</summary>
    internal static Running Hammer(Namespace from, string good, string bad, Ip target, int port) =>
        Started(from, "hammer", good, bad, $"{target}", $"{port}");

    /// <summary>The result of a hammer.</summary>
    internal static JsonNode End(Running hammer) => JsonNode.Parse(hammer.End())!;

    /// <summary>How many bytes of a bulk transfer arrive within a time.</summary>
    internal static int Fetch(Namespace from, string source, Ip target, int port, int bytes, double seconds)
    {
        var run = from.RunPython(Program, "", "fetch", source, $"{target}", $"{port}", $"{bytes}", $"{seconds}");
        return int.TryParse(run.Output, out var got) ? got : throw new InvalidOperationException(run.Output);
    }

    /// <summary>Whether an ICMP message of a type gets an echo reply.</summary>
    internal static bool Pings(Namespace from, string source, Ip target, int type, int hops = 64)
    {
        var run = from.RunPython(Program, "", "ping", source, $"{target}", $"{type}", $"{hops}");
        return run.Output.Trim() switch
        {
            "reply" => true,
            "silence" => false,
            var other => throw new InvalidOperationException(other),
        };
    }

    private static Running Started(Namespace where, params string[] arguments)
    {
        var process = where.Python(Program, arguments);
        return process.StandardOutput.ReadLine() == "ready"
            ? new Running(process)
            : throw new InvalidOperationException(process.StandardError.ReadToEnd());
    }
}
