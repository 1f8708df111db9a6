using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Sdn;

namespace Infra.Core.Clouds.Aws;

/// <summary>A group around one service's nodes: allow rules, stateful, so that replies need none.</summary>
/// <param name="Key">
/// Stable, unique in the project: the service's name, or behind it a dot, which no service's name has, and what the group
/// is for: <c>orders-db.tcp.443.internet</c>.
/// </param>
/// <param name="Rules">Sorted by key.</param>
public sealed record SecurityGroup(string Key, string Service, ImmutableArray<SecurityGroupRule> Rules)
{
    /// <summary>Whether this is the group that rules mean by "the same service".</summary>
    public bool IsServices => Key == Service;

    /// <summary>
    /// What Pulumi knows the group by; its name on AWS is this, a dash and seven random digits. That is the key, unless AWS would
    /// refuse it: "Group names may not be in the format sg-*",
    /// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html. Two groups are never called alike: a key has a
    /// protocol behind its dot, and none is called <c>sg-…</c>.
    /// </summary>
    public string ResourceName => $"{Key}-".StartsWith("sg-", StringComparison.Ordinal) ? $"group.{Key}" : Key;
}

/// <summary>One allow rule.</summary>
/// <param name="Key">Stable, by meaning, unique in the project: <c>orders-db.clients.tcp.10432.10.7.0.0_16</c>. Never an index.</param>
/// <param name="Ports">Of TCP and UDP; null for the others.</param>
/// <param name="Description">What needs the rule; of the characters and the length that AWS takes.</param>
public sealed record SecurityGroupRule(
    string Key,
    SdnDirection Direction,
    GroupProtocol Protocol,
    NumberRange? Ports,
    SecurityGroupRemote Remote,
    string Description
);

/// <summary>What a rule is about.</summary>
public enum GroupProtocol
{
    All,
    Tcp,
    Udp,
    Esp,

    /// <summary>ICMP type 3, code 4, "fragmentation needed": by it a path tells its MTU.</summary>
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

    /// <summary>A prefix list of the project's.</summary>
    public sealed record List(PrefixList Of) : SecurityGroupRemote;
}
