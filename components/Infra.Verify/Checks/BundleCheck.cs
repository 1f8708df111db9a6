using System.Collections.Immutable;
using System.Text.Json;
using Infra.Core.Bundle;
using Infra.Core.Mesh;
using Infra.Core.Spec;
using Infra.Core.Topology;
using Infra.Verify.Shell;

namespace Infra.Verify.Checks;

/// <summary>
/// Each node has applied its planned bundle. The bundle is recompiled with the public keys the nodes report now over connections with
/// pinned host keys, so neither the state file nor the last push is trusted.
/// </summary>
/// <param name="compile">Compiles a node's bundle from the identities of its peers.</param>
public sealed class BundleCheck(Func<string, IReadOnlyCollection<NodeIdentity>, NodeBundle> compile) : ICheck
{
    public string Name => "bundle";

    public async Task<IReadOnlyList<CheckRow>> RunAsync(CloudUnderTest cloud, CancellationToken cancellation)
    {
        var reports = await Task.WhenAll(
                cloud.Plan.Topology.Machines.Select(async node =>
                {
                    var shell = cloud.Shells[node.Key];
                    var ipsec = !node.IsBastion && cloud.Plan.Spec.Services[node.Service].Mesh.HasIPsec();
                    return (
                        node,
                        Identity: await shell.RunAsync("sudo -n infra-apply identity", null, cancellation).ConfigureAwait(false),
                        // World-readable: the public half.
                        Ipsec: ipsec
                            ? await shell.RunAsync("cat /etc/swanctl/pubkey/infra.pem", null, cancellation).ConfigureAwait(false)
                            : null,
                        Status: await shell.RunAsync("sudo -n infra-apply status", null, cancellation).ConfigureAwait(false)
                    );
                })
            )
            .ConfigureAwait(false);
        var identities = reports.Select(r => ReadIdentity(r.Identity, r.Ipsec)).OfType<NodeIdentity>().ToImmutableDictionary(i => i.Node);
        return [.. reports.Select(r => Judge(cloud, r.node, r.Status, identities))];
    }

    private CheckRow Judge(CloudUnderTest cloud, Node node, ShellResult status, ImmutableDictionary<string, NodeIdentity> identities)
    {
        var missing = cloud.PeersOf(node).Where(p => !identities.ContainsKey(p.Key)).Select(p => p.Key).ToList();
        if (missing.Count > 0)
        {
            return new CheckRow(Name, node.Key, "the plan's bundle", $"no identity from {string.Join(' ', missing)}", false);
        }

        var expected = compile(node.Key, [.. cloud.PeersOf(node).Select(p => identities[p.Key])]).Hash;
        var (hash, pending, drift) = ReadStatus(status);
        var observed = hash is null
            ? drift.Length > 0
                ? $"no bundle, and changed on the node: {drift}"
                : status.Complaint
            : pending
                ? $"{hash[..12]}, not confirmed"
                : drift.Length > 0
                    ? $"{hash[..12]}, but changed on the node: {drift}"
                    : hash[..Math.Min(12, hash.Length)];
        return new CheckRow(Name, node.Key, expected[..12], observed, hash == expected && !pending && drift.Length == 0);
    }

    private static NodeIdentity? ReadIdentity(ShellResult result, ShellResult? ipsec)
    {
        if (result.ExitCode != 0 || !result.Stdout.TrimStart().StartsWith('{'))
        {
            return null;
        }

        using var json = JsonDocument.Parse(result.Stdout);
        string Text(string name) => json.RootElement.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
        var key = ipsec is null ? null : string.Concat(ipsec.Stdout.Split('\n').Where(line => !line.StartsWith('-')));
        return new NodeIdentity(Text("node"), Text("instance"), Text("hostKey"), Text("wireGuardKey"))
        {
            IpsecKey = IpsecKey.IsValid(key) ? key : null,
        };
    }

    // Drift: files that differ from what was applied or cannot be read, and kernel firewall rules that differ from those on disk.
    private static (string? Hash, bool Pending, string Drift) ReadStatus(ShellResult result)
    {
        if (result.ExitCode != 0 || !result.Stdout.TrimStart().StartsWith('{'))
        {
            return (null, false, "");
        }

        using var json = JsonDocument.Parse(result.Stdout);
        var hash = json.RootElement.TryGetProperty("hash", out var h) ? h.GetString() : null;
        var pending =
            json.RootElement.TryGetProperty("pending", out var p) && p.ValueKind is not (JsonValueKind.Null or JsonValueKind.False);
        var files = json.RootElement.TryGetProperty("drift", out var d) ? d.EnumerateArray().Select(path => path.GetString()) : [];
        var filter =
            json.RootElement.TryGetProperty("firewall", out var f) && f.ValueKind is JsonValueKind.False
                ?
                [
                    json.RootElement.TryGetProperty("firewallDrift", out var how)
                        ? $"the filter in effect ({how.GetString()})"
                        : "the filter in effect",
                ]
                : Array.Empty<string>();
        var broken =
            json.RootElement.TryGetProperty("broken", out var b) && b.ValueKind is JsonValueKind.Array
                ? b.EnumerateArray().Select(file => file.GetString())
                : [];
        return (hash, pending, string.Join(' ', files.Concat(filter).Concat(broken)));
    }
}
