using System.Text;
using Infra.Core.Addressing;

namespace Infra.Core.Firewall;

/// <summary>
/// Writes a table's sets for <c>ipset -exist restore</c>. Each is filled aside and swapped in, so a packet sees the old
/// members or the new ones, never a part; loading the same text twice changes nothing.
/// </summary>
public static class IpSetEmitter
{
    // Not a set of any table: a capital cannot be in a set's name.
    private const string Aside = "infra-ASIDE";

    public static string Emit(FilterTable table)
    {
        var text = new StringBuilder();
        foreach (var set in table.Sets)
        {
            foreach (var family in (IpFamily[])[IpFamily.V4, IpFamily.V6])
            {
                EmitHalf(text, set, family);
            }
        }

        return text.ToString();
    }

    private static void EmitHalf(StringBuilder text, AddressSet set, IpFamily family)
    {
        var name = AddressSet.KernelName(set.Name, family);
        var aside = AddressSet.KernelName(Aside, family);
        var type = $"hash:net family {(family == IpFamily.V4 ? "inet" : "inet6")} hashsize 1024 maxelem {AddressSet.Capacity}";
        text.Append($"create {name} {type}\n");
        text.Append($"create {aside} {type}\n");
        text.Append($"flush {aside}\n");
        foreach (var member in set.Members.Where(m => m.Family == family).SelectMany(Halve))
        {
            text.Append($"add {aside} {member}\n");
        }

        text.Append($"swap {aside} {name}\n");
        text.Append($"destroy {aside}\n");
    }

    /// <summary>hash:net has no /0: "everyone" is written as its two halves, which mean the same.</summary>
    private static IEnumerable<Cidr> Halve(Cidr cidr) =>
        cidr.PrefixLength == 0 ? [cidr.Subnet(1, 0), cidr.Subnet(1, 1)] : [cidr];
}
