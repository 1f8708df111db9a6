using System.Collections.Immutable;
using Infra.Core.Addressing;

namespace Infra.Core.Clouds.Gcp;

/// <summary>
/// One VPC firewall rule, a <c>compute.Firewall</c> resource. The lowest matching priority decides; between an allow and a deny with the
/// same priority, the deny wins (https://cloud.google.com/firewall/docs/firewalls#priority_order_for_firewall_rules).
/// </summary>
/// <param name="Name">Semantic, unique in the cloud's project, RFC 1035; see <see cref="GcpNames"/>.</param>
/// <param name="Ingress">True for <c>INGRESS</c>, false for <c>EGRESS</c>.</param>
/// <param name="Priority">0-65535; see <see cref="GcpPriority"/>.</param>
/// <param name="Target">ID of the service account of the nodes it applies to, without the cloud's project.</param>
/// <param name="Remote">Source of an ingress rule, destination of an egress rule.</param>
/// <param name="Protocols">What it matches; empty: all.</param>
/// <param name="Description">ASCII.</param>
public sealed record GcpFirewallRule(
    string Name,
    string Service,
    bool Ingress,
    int Priority,
    bool Allow,
    string Target,
    GcpRemote Remote,
    ImmutableArray<GcpProtocol> Protocols,
    string Description
)
{
    /// <summary>
    /// <c>INGRESS 500 demo-db-in-clients-v4-k3v5a2qd allow target demo-db-x7w2m4cz source 10.7.0.0/16 protocols tcp:12800-12802</c>.
    /// </summary>
    public override string ToString() =>
        $"{(Ingress ? "INGRESS" : "EGRESS")} {Priority} {Name} {(Allow ? "allow" : "deny")} target {Target} "
        + $"{(Ingress ? "source" : "destination")} {Remote} protocols "
        + $"{(Protocols.IsEmpty ? "all" : string.Join(';', Protocols))}";
}

/// <summary>A protocol and its ports.</summary>
/// <param name="Name">As GCP spells it: <c>tcp</c>, <c>udp</c>, <c>esp</c>.</param>
/// <param name="Ports">Google writes both all and none by omitting the list.</param>
public sealed record GcpProtocol(string Name, Ports Ports)
{
    /// <summary><c>tcp:22,443</c> or <c>esp</c>.</summary>
    public override string ToString() => Ports is Ports.Listed ? $"{Name}:{Ports}" : Name;
}

/// <summary>The closed list of other ends.</summary>
public abstract record GcpRemote
{
    private GcpRemote() { }

    /// <summary>Networks of one family: GCP accepts one per rule.</summary>
    public sealed record Ranges : GcpRemote
    {
        /// <exception cref="ArgumentException">
        /// There is no network, which GCP would read as everyone; or there are both families.
        /// </exception>
        public Ranges(ImmutableArray<Cidr> cidrs) =>
            Cidrs =
                cidrs.IsDefaultOrEmpty || cidrs.Any(cidr => cidr.Family != cidrs[0].Family)
                    ? throw new ArgumentException("A rule has one network at least, and all of one family.", nameof(cidrs))
                    : cidrs;

        /// <summary>Disjoint and sorted.</summary>
        public ImmutableArray<Cidr> Cidrs { get; }

        public override string ToString() => string.Join(',', Cidrs);
    }

    /// <summary>VMs that run as a service account, by their addresses in this network. Only in ingress rules.</summary>
    /// <param name="Id">Without the cloud's project.</param>
    public sealed record ServiceAccount(string Id) : GcpRemote
    {
        public override string ToString() => $"account:{Id}";
    }
}
