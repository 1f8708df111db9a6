using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Bundle;
using Infra.Core.Catalog;
using Infra.Core.Disks;
using Infra.Core.Firewall;
using Infra.Core.Mesh;
using Infra.Core.Spec;
using Infra.Core.Topology;

namespace Infra.Core.Boot;

/// <summary>Compiles the desired state of a service's nodes. The same plan and node give the same bytes.</summary>
internal sealed class BundleCompiler
{
    private const string Public = "0644";
    private const string Private = "0600";

    private readonly ServiceFilter _service;
    private readonly ImmutableArray<BundleFile> _firstFilter;
    private readonly ImmutableArray<BundleFile> _lockdown;

    /// <param name="service">The service whose nodes' bundles are compiled.</param>
    internal BundleCompiler(ServiceFilter service)
    {
        _service = service;
        _lockdown = Lockdown(service.FirstBoot.AfterService, explained: true);
        _firstFilter = [.. Filter(service.FirstBoot.Table, explained: false), .. Lockdown(service.FirstBoot.Table, explained: false)];
    }

    /// <summary>The configuration of a node in service.</summary>
    internal BundleTemplate InService(Node node)
    {
        var filter = NodeFilter.Compile(_service, node);
        return Compile(
            node,
            [
                .. Filter(filter, explained: true),
                .. _lockdown,
                new(NodeFiles.HardeningPath, Public, NodeFiles.Hardening),
                new("/etc/infra/firewall/raw-v4", Public, IptablesEmitter.EmitRaw(filter, IpFamily.V4)),
                new("/etc/infra/firewall/raw-v6", Public, IptablesEmitter.EmitRaw(filter, IpFamily.V6)),
                .. node.IsBastion
                    ?
                    [
                        new(NodeFiles.SshdPath, Public, BastionFiles.Sshd(_service.Plan.Topology.Nodes)),
                        new(BastionFiles.JournalPath, Public, BastionFiles.Journal),
                    ]
                    : new BundleFile[] { new(NodeFiles.SshdPath, Public, NodeFiles.Sshd) },
            ],
            NodeProgram.Pushed
        );
    }

    /// <summary>
    /// The configuration in a node's user data at first boot: without peers and clients, which arrive with the first push. So user data
    /// depends only on the node, on management and its keys, and on egress. It leaves out the purpose of rules and whatever is not needed
    /// immediately: every byte counts, and the first push has both.
    /// </summary>
    internal BundleTemplate FirstBoot(Node node) =>
        Compile(node, _firstFilter.Add(new(NodeFiles.SshdPath, Public, NodeFiles.Sshd)), program: null);

    private static ImmutableArray<BundleFile> Filter(FilterTable filter, bool explained) =>
        [
            new("/etc/infra/firewall/sets", Public, IpSetEmitter.Emit(filter)),
            new("/etc/infra/firewall/rules.v4", Public, IptablesEmitter.Emit(filter, IpFamily.V4, explained)),
            new("/etc/infra/firewall/rules.v6", Public, IptablesEmitter.Emit(filter, IpFamily.V6, explained)),
        ];

    private static ImmutableArray<BundleFile> Lockdown(FilterTable lockdown, bool explained) =>
        [
            new("/etc/infra/firewall/lockdown.v4", Public, IptablesEmitter.Emit(lockdown, IpFamily.V4, explained)),
            new("/etc/infra/firewall/lockdown.v6", Public, IptablesEmitter.Emit(lockdown, IpFamily.V6, explained)),
        ];

    private BundleTemplate Compile(Node node, ImmutableArray<BundleFile> own, string? program)
    {
        var plan = _service.Plan;
        var platform = NodePlatform.For(plan.Spec.Cloud);
        var limits = CloudLimits.For(plan.Spec.Cloud);
        List<BundleFile> files =
        [
            .. own,
            new(NodeFiles.ChronyPath, Public, NodeFiles.Chrony(limits.NtpSources, platform.ClockDevice)),
            new("/etc/modules-load.d/60-infra.conf", Public, NodeFiles.Modules),
            new("/etc/sysctl.d/60-infra.conf", Public, NodeFiles.Sysctl(node.Machine.MemoryMiB)),
            new("/etc/security/limits.d/60-infra.conf", Public, NodeFiles.Limits),
            new("/etc/systemd/system.conf.d/60-infra.conf", Public, NodeFiles.Manager),
            new("/etc/systemd/system/infra-firewall.service", Public, NodeFiles.FirewallUnit),
            new($"/etc/systemd/system/{Boot.Lockdown.Unit}", Public, Boot.Lockdown.UnitFile),
            new("/etc/systemd/system/infra-node.service", Public, NodeFiles.NodeUnit),
        ];
        List<BundleTemplate.Hole> holes =
        [
            new("/etc/infra/volumes.json", Public, born => VolumeManifest.Write(node, born.DevicePaths, platform.VolumeWaitSeconds)),
            // World-readable, since sshd reads it as the user who logs in. These are public keys.
            new(NodeFiles.KeysPath, Public, born => born.Keys.File),
        ];
        // A bastion has no tunnel.
        MeshKind? mesh = node.IsBastion ? null : plan.Spec.Services[_service.Service].Mesh;
        var peers = _service.Nodes.Where(peer => peer.Key != node.Key).ToImmutableArray();
        if (mesh?.HasWireGuard() == true)
        {
            holes.Add(new("/etc/infra/wg0.conf", Private, born => WireGuardConfig.Write(node, peers, born.Peers, limits.MeshMtuBytes)));
        }

        // With the first push, like peers: nothing of it is in user data.
        var ipsec = mesh?.HasIPsec() == true && program is not null;
        if (ipsec)
        {
            files.Add(new(IpsecFiles.SettingsPath, Public, IpsecFiles.Settings(node)));
            holes.AddRange(IpsecBundle.Holes(node, peers, limits.MeshMtuBytes, mesh!.Value.SendsByIPsec()));
        }

        return new BundleTemplate(node, files, [.. holes])
        {
            Version = NodeProgram.Version,
            Program = program,
            UsesIpsecKeys = ipsec && !peers.IsEmpty,
        };
    }
}
