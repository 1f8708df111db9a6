using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Core.Addressing;
using Infra.Verify.Shell;

namespace Infra.Verify.Probes;

/// <summary>Communicates with prober.py: jobs as JSON in, one JSON line per result out.</summary>
internal static class ProbeWire
{
    /// <summary>
    /// How long a probe waits for a response. Well above the time of a rejection, so that a drop can be told from a slow one.
    /// </summary>
    internal static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>The Python program, passed to <c>python3 -c</c>.</summary>
    internal static string Program { get; } = Resource("prober.py");

    internal static string Jobs(IReadOnlyList<Probe> probes)
    {
        var jobs = new JsonArray();
        for (var i = 0; i < probes.Count; i++)
        {
            jobs.Add(
                new JsonObject
                {
                    ["id"] = i,
                    ["proto"] = probes[i].Protocol == IpProtocol.Tcp ? "tcp" : "udp",
                    ["source"] = (probes[i].Origin as ProbeOrigin.OutsideNetwork)?.Address.ToString(),
                    ["address"] = probes[i].Address.ToString(),
                    ["port"] = probes[i].Port,
                }
            );
        }

        return new JsonObject { ["timeoutMs"] = (int)Timeout.TotalMilliseconds, ["jobs"] = jobs }.ToJsonString();
    }

    /// <summary>A probe without a result is a tool error with the program's own error message.</summary>
    internal static IReadOnlyList<ProbeResult> Results(IReadOnlyList<Probe> probes, ShellResult output)
    {
        var results = new ProbeResult?[probes.Count];
        foreach (var line in output.Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var json = JsonDocument.Parse(line);
            var id = json.RootElement.GetProperty("id").GetInt32();
            results[id] = new ProbeResult(
                probes[id],
                Outcome(json.RootElement.GetProperty("outcome").GetString()),
                TimeSpan.FromMilliseconds(json.RootElement.GetProperty("ms").GetDouble()),
                json.RootElement.GetProperty("detail").GetString() ?? ""
            );
        }

        return [.. results.Select((r, i) => r ?? new ProbeResult(probes[i], ProbeOutcome.ToolError, TimeSpan.Zero, output.Complaint))];
    }

    internal static string Resource(string name)
    {
        using var stream = typeof(ProbeWire).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static ProbeOutcome Outcome(string? word) =>
        word switch
        {
            "accepted" => ProbeOutcome.Accepted,
            "rejected" => ProbeOutcome.Rejected,
            "unreachable" => ProbeOutcome.Unreachable,
            "timeout" => ProbeOutcome.TimedOut,
            _ => ProbeOutcome.ToolError,
        };
}
