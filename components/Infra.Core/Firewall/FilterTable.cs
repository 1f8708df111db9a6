using System.Collections.Immutable;

namespace Infra.Core.Firewall;

/// <summary>
/// A node's packet filter for both IP versions: exactly what every emitter writes. It owns only chains and sets with its own prefixes, and
/// never touches other software's.
/// </summary>
/// <param name="Sets">Sorted by name, names unique.</param>
/// <param name="Chains">In the order they are written.</param>
public sealed record FilterTable(ImmutableArray<AddressSet> Sets, ImmutableArray<FilterChain> Chains)
{
    /// <summary>Sets whose members include ports; sorted by name, with names distinct from those of <see cref="Sets"/>.</summary>
    public ImmutableArray<PortSet> PortSets { get; init; } = [];

    /// <summary>
    /// Chains of the raw table, which runs before connection lookup: what they leave untracked takes no space in the conntrack table, and
    /// passes even when that is full. Every rule of <see cref="Chains"/> for such traffic must match it as untracked.
    /// </summary>
    public ImmutableArray<FilterChain> RawChains { get; init; } = [];
}

/// <summary>A chain of rules, tried in order; the first whose matches all hold decides.</summary>
public sealed record FilterChain
{
    /// <summary>Prefix of every chain's name, which tells our chains from other software's.</summary>
    public const string Prefix = "INFRA-";

    /// <summary>The chain behind <see cref="RuleVerdict.Refuse"/>, present in every table that uses it.</summary>
    public const string Refuse = "INFRA-REFUSE";

    /// <exception cref="ArgumentException">The name lacks the prefix, or is longer than the kernel's 28 characters.</exception>
    public FilterChain(string name, ImmutableArray<FilterRule> rules)
    {
        if (
            !name.StartsWith(Prefix, StringComparison.Ordinal)
            || name.Length > 28
            || !name.All(c => char.IsAsciiLetterUpper(c) || c == '-')
        )
        {
            throw new ArgumentException($"'{name}' is not a chain name: '{Prefix}' and capitals, 28 characters at most.", nameof(name));
        }

        Name = name;
        Rules = rules;
    }

    public string Name { get; }

    public ImmutableArray<FilterRule> Rules { get; }
}

/// <summary>One rule. Without matches it applies to every packet of its families.</summary>
/// <param name="Why">Human-readable, written above the rule; one line of plain text, never part of a rule.</param>
public sealed record FilterRule(RuleFamilies Families, string Why, ImmutableArray<RuleMatch> Matches, RuleVerdict Verdict);

/// <summary>Which of the two tables a rule is in.</summary>
[Flags]
public enum RuleFamilies
{
    V4 = 1,
    V6 = 2,
    Both = V4 | V6,
}

/// <summary>What happens to a matching packet. Rejections answer immediately, so that clients fail instead of timing out.</summary>
public enum RuleVerdict
{
    Accept,
    Drop,

    /// <summary>Rejection in the way of the packet's protocol, through the chain <see cref="FilterChain.Refuse"/>.</summary>
    Refuse,

    /// <summary>The packet continues untracked; only in chains of the raw table.</summary>
    LeaveUntracked,

    /// <summary>A TCP reset; only in rules that match TCP.</summary>
    RejectReset,

    /// <summary>ICMP or ICMPv6 "port unreachable".</summary>
    RejectUnreachable,
}
