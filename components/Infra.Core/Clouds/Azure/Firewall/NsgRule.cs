using System.Collections.Immutable;
using Infra.Core.Addressing;

namespace Infra.Core.Clouds.Azure;

/// <summary>
/// One rule of a network security group: its own <c>NetworkSecurityRule</c> resource, so that changing one rule changes one resource. Rules
/// of a direction apply by ascending priority; the first match decides.
/// </summary>
/// <param name="Name">Semantic, unique in its group: <c>in-clients-tcp-v4</c>. At most 80 characters, see <see cref="AzureNames"/>.</param>
/// <param name="Inbound">True for <c>Inbound</c>, false for <c>Outbound</c>.</param>
/// <param name="Priority">100-4096, unique per group and direction, see <see cref="NsgPriority"/>.</param>
/// <param name="Allow">True for <c>Allow</c>, false for <c>Deny</c>.</param>
/// <param name="Protocol">As Azure spells it: <c>Tcp</c>, <c>Udp</c>, <c>Esp</c> or <c>*</c>.</param>
/// <param name="Ports">Destination ports; Azure writes both all and none as <c>*</c>. Source ports are always <c>*</c>.</param>
/// <param name="Description">ASCII, at most 140 characters.</param>
public sealed record NsgRule(
    string Name,
    bool Inbound,
    int Priority,
    bool Allow,
    string Protocol,
    NsgEnd Source,
    NsgEnd Destination,
    Ports Ports,
    string Description
)
{
    /// <summary><c>Inbound 300 in-clients-tcp-v4 Allow Tcp source 10.7.0.0/16 destination * ports 12800-12802</c>.</summary>
    public override string ToString() =>
        $"{(Inbound ? "Inbound" : "Outbound")} {Priority} {Name} {(Allow ? "Allow" : "Deny")} {Protocol} source "
        + $"{Source} destination {Destination} ports {(Ports is Ports.Listed ? Ports : "*")}";
}

/// <summary>The closed list of sources and destinations that rules use here.</summary>
public abstract record NsgEnd
{
    private NsgEnd() { }

    /// <summary>Number of address prefixes that this end counts towards the group's quota.</summary>
    public abstract int AddressCount { get; }

    /// <summary>Every address, IPv4 and IPv6: <c>*</c>.</summary>
    public sealed record Any : NsgEnd
    {
        public override int AddressCount => 1;

        public override string ToString() => "*";
    }

    /// <summary>
    /// Networks of one family: Azure rejects a rule with both (https://github.com/hashicorp/terraform-provider-azurerm/issues/12534).
    /// </summary>
    public sealed record Prefixes : NsgEnd
    {
        /// <exception cref="ArgumentException">There is no network, or there are both families.</exception>
        public Prefixes(ImmutableArray<Cidr> cidrs)
        {
            if (cidrs.IsDefaultOrEmpty || cidrs.Any(cidr => cidr.Family != cidrs[0].Family))
            {
                throw new ArgumentException("A rule's end is one network at least, and all of one family.", nameof(cidrs));
            }

            // "0.0.0.0/0" is how Azure's own lists write "Any", both families, and its portal accepts no prefix shorter than /1
            // (https://github.com/MicrosoftDocs/azure-docs/issues/21822). The halves mean "all of IPv4" and nothing else.
            Cidrs = [.. cidrs.SelectMany(cidr => cidr.PrefixLength > 0 ? [cidr] : new[] { cidr.Subnet(1, 0), cidr.Subnet(1, 1) })];
        }

        /// <summary>As they appear in the rule: disjoint, sorted, none shorter than /1.</summary>
        public ImmutableArray<Cidr> Cidrs { get; }

        public override int AddressCount => Cidrs.Length;

        public bool Equals(Prefixes? other) => other is not null && Cidrs.SequenceEqual(other.Cidrs);

        // Used only for equality within one run: nothing emitted depends on it.
        public override int GetHashCode() => Cidrs.Length;

        public override string ToString() => string.Join(',', Cidrs);
    }

    /// <summary>The network interfaces in an application security group.</summary>
    /// <param name="Name">The group's name, see <see cref="AzureNames.ApplicationGroup"/>.</param>
    public sealed record ApplicationGroup(string Name) : NsgEnd
    {
        public override int AddressCount => 0;

        public override string ToString() => $"asg:{Name}";
    }
}

/// <summary>A network security group and its rules, inbound first, by priority.</summary>
/// <param name="Service">The service whose network interfaces it is on; null for the group on the project's workload subnets.</param>
public sealed record NsgRuleSet(string Name, string? Service, ImmutableArray<NsgRule> Rules)
{
    /// <summary>One rule per line, each beginning with the group's name.</summary>
    public string Listing => string.Concat(Rules.Select(rule => $"{Name} {rule}\n"));
}
