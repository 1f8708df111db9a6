using System.Text;
using Infra.Core.Addressing;

namespace Infra.Core.Firewall;

/// <summary>
/// Writes a table for <c>iptables-restore --noflush -w</c> (or ip6tables-restore): the chains that it declares are replaced in one
/// transaction, all others stay. The loader makes INPUT, FORWARD and OUTPUT jump to the chains, once.
/// </summary>
internal static class IptablesEmitter
{
    /// <param name="explained">Whether to write the reason above each rule; false where every byte counts.</param>
    public static string Emit(FilterTable table, IpFamily family, bool explained = true)
    {
        var rules = new StringBuilder();
        foreach (var chain in table.Chains)
        {
            EmitRules(rules, chain, family, explained);
        }

        // A mark that a later run can read from the running kernel without parsing rules: a chain that nothing jumps to costs no packet
        // anything.
        var mark = $"INFRA-MARK-{Stable.Sha256Hex(rules.ToString())[..12]}";
        var text = new StringBuilder("*filter\n");
        foreach (var chain in table.Chains)
        {
            text.Append($":{chain.Name} - [0:0]\n");
        }

        return text.Append(":INFRA-MARK - [0:0]\n")
            .Append(rules)
            .Append($"-A INFRA-MARK -m comment --comment {mark} -j RETURN\n")
            .Append("COMMIT\n")
            .ToString();
    }

    /// <summary>The raw table in the same format; empty if nothing is left untracked.</summary>
    public static string EmitRaw(FilterTable table, IpFamily family)
    {
        if (table.RawChains.IsEmpty)
        {
            return "";
        }

        var text = new StringBuilder("*raw\n");
        foreach (var chain in table.RawChains)
        {
            text.Append($":{chain.Name} - [0:0]\n");
        }

        foreach (var chain in table.RawChains)
        {
            EmitRules(text, chain, family, explained: true);
        }

        return text.Append("COMMIT\n").ToString();
    }

    private static void EmitRules(StringBuilder text, FilterChain chain, IpFamily family, bool explained)
    {
        var wanted = family == IpFamily.V4 ? RuleFamilies.V4 : RuleFamilies.V6;
        var why = "";
        foreach (var rule in chain.Rules.Where(r => r.Families.HasFlag(wanted)))
        {
            if (explained && rule.Why != why)
            {
                text.Append($"# {OneLine(rule.Why)}\n");
                why = rule.Why;
            }

            text.Append($"-A {chain.Name}");
            foreach (var match in rule.Matches)
            {
                text.Append(' ').Append(Match(match, family));
            }

            text.Append($" -j {Target(rule, family)}\n");
        }
    }

    private static string Match(RuleMatch match, IpFamily family) =>
        match switch
        {
            RuleMatch.InputInterface m => $"{(m.Negated ? "! " : "")}-i {m.Name}",
            RuleMatch.OutputInterface m => $"{(m.Negated ? "! " : "")}-o {m.Name}",
            RuleMatch.Tracked { State: TrackedState.Known } => "-m conntrack --ctstate RELATED,ESTABLISHED",
            RuleMatch.Tracked { State: TrackedState.Invalid } => "-m conntrack --ctstate INVALID",
            RuleMatch.Tracked { State: TrackedState.Untracked } => "-m conntrack --ctstate UNTRACKED",
            RuleMatch.TcpFrom m => "-p tcp -m multiport --sports "
                + $"{string.Join(',', m.Ports)}{(m.AnswersOnly ? " -m tcp ! --tcp-flags FIN,SYN,RST,ACK SYN" : "")}",
            RuleMatch.Encapsulated => "-p 41",
            RuleMatch.Ipsec { Protected: false } m => $"-m policy --dir {(m.Inbound ? "in" : "out")} --pol none",
            RuleMatch.Ipsec m => $"-m policy --dir {(m.Inbound ? "in" : "out")} --pol ipsec --proto esp --mode transport",
            RuleMatch.Transport m => $"-p {m.Protocol.Keyword()}",
            RuleMatch.DestinationPorts m => $"-p {m.Protocol.Keyword()} -m multiport --dports {string.Join(',', m.Ports)}",
            RuleMatch.UdpPair m => $"-p udp -m udp --sport {m.SourcePort} --dport {m.DestinationPort}",
            RuleMatch.Source m => $"-s {OfFamily(m.Cidr, family)}",
            RuleMatch.Destination m => $"-d {OfFamily(m.Cidr, family)}",
            RuleMatch.SourceSet m => $"-m set --match-set {AddressSet.KernelName(m.SetName, family)} src",
            RuleMatch.DestinationSet m => $"-m set --match-set {AddressSet.KernelName(m.SetName, family)} dst",
            RuleMatch.SourceToPort m => $"-m set --match-set {AddressSet.KernelName(m.SetName, family)} src,dst",
            RuleMatch.DestinationAndPort m => $"-m set --match-set {AddressSet.KernelName(m.SetName, family)} dst,dst",
            RuleMatch.SentByRoot => "-m owner --uid-owner 0",
            RuleMatch.IcmpType m when family == IpFamily.V4 => $"-p icmp -m icmp --icmp-type {m.Type}",
            RuleMatch.IcmpType m => $"-p ipv6-icmp -m icmp6 --icmpv6-type {m.Type}",
            RuleMatch.LinkControl when family == IpFamily.V6 => "-p ipv6-icmp -m conntrack --ctstate UNTRACKED",
            RuleMatch.FromThisLink when family == IpFamily.V6 => "-m hl --hl-eq 255",
            _ => throw new ArgumentException($"{match.GetType().Name} cannot be written for {family}.", nameof(match)),
        };

    private static string Target(FilterRule rule, IpFamily family) =>
        rule.Verdict switch
        {
            RuleVerdict.Accept => "ACCEPT",
            RuleVerdict.Drop => "DROP",
            RuleVerdict.LeaveUntracked => "CT --notrack",
            RuleVerdict.Refuse => FilterChain.Refuse,
            RuleVerdict.RejectReset => "REJECT --reject-with tcp-reset",
            RuleVerdict.RejectUnreachable when family == IpFamily.V4 => "REJECT --reject-with icmp-port-unreachable",
            RuleVerdict.RejectUnreachable => "REJECT --reject-with icmp6-port-unreachable",
            _ => throw new ArgumentOutOfRangeException(nameof(rule), rule.Verdict, "No such verdict."),
        };

    private static Cidr OfFamily(Cidr cidr, IpFamily family) =>
        cidr.Family == family ? cidr : throw new ArgumentException($"{cidr} cannot be in a rule for {family}.", nameof(cidr));

    private static string OneLine(string why) => string.Concat(why.Select(c => char.IsControl(c) ? ' ' : c));
}
