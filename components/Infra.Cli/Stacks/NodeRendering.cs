using Infra.Core.Bundle;
using Infra.Core.Clouds;
using Infra.Core.Clouds.Local;

namespace Infra.Cli.Stacks;

/// <summary>A file of a rendering.</summary>
/// <param name="Path">Relative, with <c>/</c>.</param>
/// <param name="What">What it is, and how to check it manually.</param>
internal sealed record RenderedFile(string Path, string Content, string What);

/// <summary>
/// What one node gets: its bundle (peers' keys are known only to a running mesh) and its cloud-init data; and the cloud firewall rules
/// around the project.
/// </summary>
internal static class NodeRendering
{
    /// <exception cref="UserException">The plan has no such node.</exception>
    internal static IReadOnlyList<RenderedFile> Of(LoadedStack loaded, string node)
    {
        var keys = loaded.Plan.Topology.Machines.Select(n => n.Key).ToList();
        if (!keys.Contains(node))
        {
            throw Missing.Of("node", node, keys, "Name one with --node", $" in the stack {loaded.Name}");
        }

        var planned = loaded.Deployment.Nodes[node];
        var holes = new NodeHoles(loaded.Plan.OperatorKeys);
        var bundle = planned.InService.Fill(holes);
        var userData = planned.FirstBoot.Fill(holes);
        var files = bundle.Files.Select(f => new RenderedFile($"bundle{f.Path}", f.Content, About(f))).ToList();
        files.Add(new("infra-apply", bundle.Program!, "the program that the bundle carries"));
        files.Add(new("bundle.json", bundle.ToJson(), $"as infra-apply reads it, hash {bundle.Hash[..12]}"));
        files.Add(
            new(
                "cloud-init/user-data",
                userData.Text,
                $"{userData.SizeBytes} bytes as sent (gzip); "
                    + (loaded.Plan.OperatorKeys.AreSomebodys ? "the token is a placeholder" : "operator key and token are placeholders")
            )
        );
        if (loaded.Plan.Spec.Cloud.IsThisMachine())
        {
            var machine = LocalMachine.Of(loaded.Plan.Topology, planned.Node);
            files.Add(new("cloud-init/network-config", machine.NetworkConfig(), "NoCloud seed"));
            files.Add(new("cloud-init/meta-data", machine.MetaData(epoch: "1"), "NoCloud seed, of the node's first VM"));
        }

        files.AddRange(loaded.Deployment.Firewall.Files().Select(file => new RenderedFile($"sdn/{file.Name}", file.Text, file.About)));
        return files;
    }

    private static string About(BundleFile file) =>
        Path.GetFileName(file.Path) switch
        {
            "rules.v4" or "lockdown.v4" => $"{file.Mode}  check with: iptables-restore --test < FILE",
            "rules.v6" or "lockdown.v6" => $"{file.Mode}  check with: ip6tables-restore --test < FILE",
            _ => file.Mode,
        };
}
