using System.Collections.Immutable;

namespace Infra.Core.Firewall;

/// <summary>
/// What keeps the mesh interface's packets inside IPsec: between peers they pass in its policies' ESP or not at all, in either direction.
/// That holds whether strongSwan runs or not, and whatever connection tracking believes to know, so the refusal precedes everything.
/// </summary>
internal static class IpsecRules
{
    private const string Plain = "The mesh's packets are inside IPsec or nowhere";
    private const string Quoted = "What IPsec brought is in no answer, which would quote it in plain text";
    private const string Inside = "The mesh's packets, inside IPsec";

    /// <summary>The first rules of a chain.</summary>
    internal static ImmutableArray<FilterRule> RefusePlain(MeshLinks links, bool inbound) =>
        links.HasIPsec
            ?
            [
                EssentialRules.Refuse(
                    Plain,
                    RuleFamilies.Both,
                    new RuleMatch.Encapsulated(),
                    new RuleMatch.Ipsec(inbound, Protected: false)
                ),
            ]
            : [];

    /// <summary>
    /// Drops what else came in ESP, as from a peer that was removed a moment ago: the refusal of the chain's end is ICMP, which leaves
    /// outside of IPsec and quotes up to 548 bytes of the packet that was decrypted.
    /// </summary>
    internal static ImmutableArray<FilterRule> DropOthers(MeshLinks links) =>
        links.HasIPsec ? [new(RuleFamilies.Both, Quoted, [new RuleMatch.Encapsulated()], RuleVerdict.Drop)] : [];

    /// <summary>Accepts what comes from peers, or goes to them, in ESP.</summary>
    internal static ImmutableArray<FilterRule> AcceptInside(MeshLinks links, bool inbound, RuleMatch peer) =>
        links.HasIPsec
            ?
            [
                EssentialRules.Accept(
                    RuleFamilies.V4,
                    Inside,
                    peer,
                    new RuleMatch.Encapsulated(),
                    new RuleMatch.Ipsec(inbound, Protected: true)
                ),
            ]
            : [];
}
