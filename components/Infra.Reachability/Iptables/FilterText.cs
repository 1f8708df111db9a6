using System.Text.RegularExpressions;
using Infra.Reachability.Packets;

namespace Infra.Reachability.Iptables;

/// <summary>
/// Reads one family's text for iptables-restore (or the output of iptables-save) and evaluates packets against it. Written from the
/// tools' manuals, independently of the program that emitted the text.
/// </summary>
public sealed partial class FilterText
{
    private const int LongestChain = 28;
    private readonly Dictionary<string, List<FilterLine>> _chains = new(StringComparer.Ordinal);

    private readonly bool _raw;

    private FilterText(bool v6, bool raw) => (V6, _raw) = (v6, raw);

    public bool V6 { get; }

    public Boundaries Boundaries { get; } = new();

    public IEnumerable<string> Chains => _chains.Keys;

    /// <summary>The total number of rules in these chains.</summary>
    public int RuleCount(params IEnumerable<string> chains) => chains.Sum(chain => _chains[chain].Count);

    /// <param name="sets">The kernel's sets; a rule that refers to any other does not load.</param>
    /// <param name="raw">Whether the text is for the raw table instead of the filter table.</param>
    /// <exception cref="UnknownRuleException">The text is not understood or does not load.</exception>
    public static FilterText Parse(string text, bool v6, KernelSets sets, bool raw = false)
    {
        var filter = new FilterText(v6, raw);
        var (inTable, ended) = (false, false);
        if (!text.EndsWith('\n'))
        {
            throw new UnknownRuleException("the last line has no end");
        }

        foreach (var line in text.Split('\n').SkipLast(1))
        {
            if (line.StartsWith('#'))
            {
                continue;
            }

            switch (line)
            {
                case "*filter" or "*raw" when line == (raw ? "*raw" : "*filter") && !inTable && !ended:
                    inTable = true;
                    break;
                case "COMMIT" when inTable:
                    (inTable, ended) = (false, true);
                    break;
                case [':', ..] when inTable:
                    filter.Declare(line);
                    break;
                case ['-', 'A', ' ', ..] when inTable:
                    filter.Append(line, sets);
                    break;
                default:
                    throw new UnknownRuleException($"line not understood: '{line}'");
            }
        }

        filter.CheckJumps();
        return ended ? filter : throw new UnknownRuleException("there is no COMMIT: the tool would load nothing");
    }

    /// <summary>A chain's decision on a packet of the text's family.</summary>
    /// <exception cref="UnknownRuleException">The chain does not exist.</exception>
    public Decision Decide(string chain, Packet packet)
    {
        if (packet.Source.V6 != V6 || packet.Destination.V6 != V6)
        {
            throw new ArgumentException($"a packet of the other family: {packet}", nameof(packet));
        }

        foreach (var rule in _chains.GetValueOrDefault(chain) ?? throw new UnknownRuleException($"there is no chain {chain}"))
        {
            if (!rule.Matches(packet))
            {
                continue;
            }

            var decision = rule.JumpsTo is { } other ? Decide(other, packet) : rule.Decision;
            if (rule.JumpsTo is null || decision.Verdict != Verdict.Continue)
            {
                return decision;
            }
        }

        return Decision.FellThrough;
    }

    private void Declare(string line)
    {
        var parts = ChainLine().Match(line);
        if (!parts.Success || parts.Groups[1].Length > LongestChain || !_chains.TryAdd(parts.Groups[1].Value, []))
        {
            throw new UnknownRuleException($"chain not understood: '{line}'");
        }
    }

    // A jump to a missing chain does not load, nor does a loop.
    private void CheckJumps()
    {
        foreach (var (chain, rules) in _chains)
        {
            foreach (var rule in rules.Where(rule => rule.JumpsTo is not null))
            {
                if (
                    !_chains.TryGetValue(rule.JumpsTo!, out var target)
                    || rule.JumpsTo == chain
                    || target.Exists(next => next.JumpsTo is not null)
                )
                {
                    throw new UnknownRuleException($"a jump from {chain} to {rule.JumpsTo}, which is not there or jumps on");
                }
            }
        }
    }

    private void Append(string line, KernelSets sets)
    {
        var rule = FilterLine.Parse(line, V6, _raw, sets, Boundaries);
        (_chains.GetValueOrDefault(rule.Chain) ?? throw new UnknownRuleException($"'{line}': the chain is not declared")).Add(rule);
    }

    [GeneratedRegex(@"^:([A-Za-z][A-Za-z0-9-]*) (?:-|ACCEPT|DROP) \[[0-9]+:[0-9]+\]$")]
    private static partial Regex ChainLine();
}
