using Infra.Core.Addressing;
using Infra.Core.Boot;
using Infra.Core.Catalog;
using Infra.Core.Disks;
using Infra.Core.Firewall;
using Infra.Core.Mesh;
using Infra.Core.Spec;
using Infra.Core.Topology;

namespace Infra.Core.Bundle;

/// <summary>Emits the desired state of one node. Same plan, same node, same peers: same bytes.</summary>
public static class BundleCompiler
{
    private const string Public = "0644";
    private const string Private = "0600";

    /// <param name="peers">Identities of the service's other nodes, as far as they are known.</param>
    /// <exception cref="ArgumentException">No such node in the plan, or an identity that is no peer's.</exception>
    public static NodeBundle Compile(ProjectPlan plan, string nodeKey, IReadOnlyCollection<NodeIdentity> peers) =>
        Compile(plan, nodeKey, peers, NodeFilter.Compile(plan, nodeKey), pushed: true);

    /// <summary>
    /// What a node boots with, inside its user data: neither peers nor clients, they come with the first push. So user data
    /// depends on the node, on management and its keys, and on what nodes may open; it changes with nothing else. What rules are for
    /// is not said in it, and what need not be there at once is not in it: every byte counts, and the first push has both.
    /// </summary>
    /// <exception cref="ArgumentException">No such node in the plan.</exception>
    public static NodeBundle FirstBoot(ProjectPlan plan, string nodeKey) =>
        Compile(plan, nodeKey, [], NodeFilter.CompileFirstBoot(plan, nodeKey), pushed: false);

    private static NodeBundle Compile(
        ProjectPlan plan,
        string nodeKey,
        IReadOnlyCollection<NodeIdentity> peers,
        FilterTable filter,
        bool pushed
    )
    {
        var node = NodeOf(plan, nodeKey);
        var platform = NodePlatform.For(plan.Spec.Cloud);
        var limits = CloudLimits.For(plan.Spec.Cloud);
        var lockdown = LockdownFilter.Compile(plan, node.Service, untracked: pushed);
        List<BundleFile> files =
        [
            new("/etc/infra/firewall/sets", Public, IpSetEmitter.Emit(filter)),
            new("/etc/infra/firewall/rules.v4", Public, IptablesEmitter.Emit(filter, IpFamily.V4, pushed)),
            new("/etc/infra/firewall/rules.v6", Public, IptablesEmitter.Emit(filter, IpFamily.V6, pushed)),
            new("/etc/infra/firewall/lockdown.v4", Public, IptablesEmitter.Emit(lockdown, IpFamily.V4, pushed)),
            new("/etc/infra/firewall/lockdown.v6", Public, IptablesEmitter.Emit(lockdown, IpFamily.V6, pushed)),
            new("/etc/infra/volumes.json", Public, VolumeManifest.Write(node, platform.VolumeWaitSeconds)),
            new(NodeFiles.SshdPath, Public, NodeFiles.Sshd),
            new(NodeFiles.ChronyPath, Public, NodeFiles.Chrony(limits.NtpSources, platform.ClockDevice)),
            // Readable for the one who logs in: sshd looks as that user. These are public keys.
            new(NodeFiles.KeysPath, Public, plan.OperatorKeys.File),
            new("/etc/modules-load.d/60-infra.conf", Public, NodeFiles.Modules),
            new("/etc/sysctl.d/60-infra.conf", Public, NodeFiles.Sysctl(node.Machine.MemoryMiB)),
            new("/etc/security/limits.d/60-infra.conf", Public, NodeFiles.Limits),
            new("/etc/systemd/system.conf.d/60-infra.conf", Public, NodeFiles.Manager),
            new("/etc/systemd/system/infra-firewall.service", Public, NodeFiles.FirewallUnit),
            new($"/etc/systemd/system/{Lockdown.Unit}", Public, Lockdown.UnitFile),
            new("/etc/systemd/system/infra-node.service", Public, NodeFiles.NodeUnit),
        ];
        if (pushed)
        {
            files.Add(new(NodeFiles.HardeningPath, Public, NodeFiles.Hardening));
            // Files of their own: a node that was made by an earlier version keeps them and does not load them.
            files.Add(new("/etc/infra/firewall/raw-v4", Public, IptablesEmitter.EmitRaw(filter, IpFamily.V4)));
            files.Add(new("/etc/infra/firewall/raw-v6", Public, IptablesEmitter.EmitRaw(filter, IpFamily.V6)));
        }

        if (plan.Spec.Services[node.Service].Mesh == MeshKind.WireGuard)
        {
            files.Add(new("/etc/infra/wg0.conf", Private, WireGuardConfig.Write(plan.Topology, node, peers, limits.MeshMtuBytes)));
        }

        return new NodeBundle(node.Key, [.. files.OrderBy(f => f.Path, StringComparer.Ordinal)]);
    }

    private static Node NodeOf(ProjectPlan plan, string nodeKey) =>
        plan.Topology.Nodes.FirstOrDefault(n => n.Key == nodeKey)
        ?? throw new ArgumentException($"The plan has no node '{nodeKey}'.", nameof(nodeKey));
}
