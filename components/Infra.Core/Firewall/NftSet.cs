using Infra.Core.Addressing;

namespace Infra.Core.Firewall;

/// <summary>Named sets of an nft table.</summary>
internal static class NftSet
{
    internal static string NodesOf(string service, IpFamily family) => $"{Identifier(service)}.nodes{Digit(family)}";

    /// <summary>The other ends of a flow: its sources or its destinations.</summary>
    internal static string EndsOf(string flowKey, IpFamily family) => $"{Identifier(flowKey)}{Digit(family)}";

    /// <summary>One line; an empty set matches nothing.</summary>
    internal static string Declare(string name, IpFamily family, IEnumerable<string> elements)
    {
        var type = family == IpFamily.V4 ? "ipv4_addr" : "ipv6_addr";
        var members = string.Join(", ", elements);
        return $"  set {name} {{ type {type}; flags interval; auto-merge; {(members.Length == 0 ? "" : $"elements = {{ {members} }} ")}}}";
    }

    // nft identifiers cannot contain dashes. Services, zones and destinations never contain underscores and components never dashes (a test
    // enforces it), and a dot separates them, so names cannot collide.
    private static string Identifier(string key) => key.Replace('-', '_').Replace('/', '.');

    private static int Digit(IpFamily family) => family == IpFamily.V4 ? 4 : 6;
}
