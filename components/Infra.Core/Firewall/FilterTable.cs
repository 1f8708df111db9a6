using System.Collections.Immutable;

namespace Infra.Core.Firewall;

/// <summary>
/// A node's packet filter, for both IP versions at once: what every emitter writes and nothing else.
/// It owns only chains and sets with its own prefixes; other software's are never named.
/// </summary>
/// <param name="Sets">Sorted by name, names unique.</param>
/// <param name="Chains">In the order they are written.</param>
public sealed record FilterTable(ImmutableArray<AddressSet> Sets, ImmutableArray<FilterChain> Chains)
{
    /// <summary>Sets whose members carry ports; sorted by name, no name of <see cref="Sets"/> again.</summary>
    public ImmutableArray<PortSet> PortSets { get; init; } = [];

    /// <summary>
    /// Chains of the table <c>raw</c>, which is asked before connections are looked up: what they leave untracked takes no place in the
    /// table of connections, and none that is full is in its way. Every rule of <see cref="Chains"/> about it has to say so.
    /// </summary>
    public ImmutableArray<FilterChain> RawChains { get; init; } = [];
}

/// <summary>A chain of rules, tried in order; the first whose matches all hold decides.</summary>
public sealed record FilterChain
{
    /// <summary>Every chain's name starts so; it is how they are told from other software's.</summary>
    public const string Prefix = "INFRA-";

    /// <summary>The chain behind <see cref="RuleVerdict.Refuse"/>; a table that uses it has it.</summary>
    public const string Refuse = "INFRA-REFUSE";

    /// <exception cref="ArgumentException">A name without the prefix, or longer than the kernel's 28 characters.</exception>
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

/// <summary>One rule. Without matches it holds for every packet of its families.</summary>
/// <param name="Why">For people, written above the rule; one line of plain text, never part of a rule.</param>
public sealed record FilterRule(RuleFamilies Families, string Why, ImmutableArray<RuleMatch> Matches, RuleVerdict Verdict);

/// <summary>Which of the two tables a rule is in.</summary>
[Flags]
public enum RuleFamilies
{
    V4 = 1,
    V6 = 2,
    Both = V4 | V6,
}

/// <summary>What happens to a packet that matches. Refusals answer at once, so that clients fail instead of waiting.</summary>
public enum RuleVerdict
{
    Accept,
    Drop,

    /// <summary>A refusal in the words of the packet's protocol, by the chain <see cref="FilterChain.Refuse"/>.</summary>
    Refuse,

    /// <summary>The packet goes on, untracked; only in chains of the table raw.</summary>
    LeaveUntracked,

    /// <summary>A TCP reset; only in rules that match TCP.</summary>
    RejectReset,

    /// <summary>ICMP or ICMPv6 "port unreachable".</summary>
    RejectUnreachable,
}
