using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Policy;

namespace Infra.Core.Sdn;

/// <summary>Which way a rule of the cloud's own firewall looks, seen from the node.</summary>
public enum SdnDirection
{
    Ingress,
    Egress,
}

/// <summary>
/// One allow rule of the firewall the cloud keeps around a service's nodes. These firewalls are stateful and know no
/// deny, so a rule is all there is to say; replies need none.
/// </summary>
/// <param name="Key">Stable, by meaning, unique in the project: <c>orders-db.pg.clients.10432.10.7.0.0_16</c>. Never an index.</param>
/// <param name="FlowKey">The flow of the policy it serves.</param>
/// <param name="Protocol">Null: every protocol.</param>
/// <param name="FirstPort">Inclusive; null for all ports, and for a protocol without any.</param>
/// <param name="LastPort">Inclusive; null as <paramref name="FirstPort"/> is.</param>
/// <param name="Remote">The other end.</param>
public sealed record SdnRule(
    string Key,
    string FlowKey,
    SdnDirection Direction,
    IpProtocol? Protocol,
    int? FirstPort,
    int? LastPort,
    SdnRemote Remote);

/// <summary>The closed list of other ends.</summary>
public abstract record SdnRemote
{
    private SdnRemote()
    {
    }

    /// <summary>A network, either family.</summary>
    public sealed record Network(Cidr Cidr) : SdnRemote;

    /// <summary>The nodes of the same service, whatever their addresses.</summary>
    public sealed record SameService : SdnRemote;
}

/// <summary>The rules of one service, sorted by key.</summary>
public sealed record SdnRuleSet(string Service, ImmutableArray<SdnRule> Rules);
