using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Sdn;

namespace Infra.Core.Clouds.Aws;

/// <summary>A security group for one service's nodes: allow rules, stateful, so replies need none.</summary>
/// <param name="Key">
/// Stable, unique in the project: the service's name, optionally followed by a dot (which service names cannot contain) and the group's
/// purpose: <c>orders-db.tcp.443.internet</c>.
/// </param>
/// <param name="Rules">Sorted by key.</param>
public sealed record SecurityGroup(string Key, string Service, ImmutableArray<SecurityGroupRule> Rules)
{
    /// <summary>Whether this is the group that represents "the same service" in rules.</summary>
    public bool IsServices => Key == Service;

    /// <summary>
    /// The group's Pulumi name; its AWS name adds a dash and seven random digits. It is the key, unless AWS would reject that: "Group names
    /// may not be in the format sg-*", https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html. Names stay
    /// unique: in a key a protocol follows the dot, and none is called <c>sg-…</c>.
    /// </summary>
    public string ResourceName => $"{Key}-".StartsWith("sg-", StringComparison.Ordinal) ? $"group.{Key}" : Key;
}

/// <summary>One allow rule.</summary>
/// <param name="Key">Stable, semantic, unique in the project: <c>orders-db.clients.tcp.10432.10.7.0.0_16</c>. Never an index.</param>
/// <param name="Ports">For TCP and UDP; null for the others.</param>
/// <param name="Description">What needs the rule, in the characters and length that AWS accepts.</param>
public sealed record SecurityGroupRule(
    string Key,
    SdnDirection Direction,
    GroupProtocol Protocol,
    NumberRange? Ports,
    SecurityGroupRemote Remote,
    string Description
);

/// <summary>A rule's protocol.</summary>
public enum GroupProtocol
{
    All,
    Tcp,
    Udp,
    Esp,

    /// <summary>ICMP type 3, code 4, "fragmentation needed": used by path MTU discovery.</summary>
    FragmentationNeeded,
}

/// <summary>The closed list of other ends.</summary>
public abstract record SecurityGroupRemote
{
    private SecurityGroupRemote() { }

    /// <summary>A network, either family.</summary>
    public sealed record Network(Cidr Cidr) : SecurityGroupRemote;

    /// <summary>The nodes of the same service, whatever their addresses.</summary>
    public sealed record SameService : SecurityGroupRemote;

    /// <summary>One of the project's prefix lists.</summary>
    public sealed record List(PrefixList Of) : SecurityGroupRemote;
}
