using System.Text;
using Infra.Core.Addressing;

namespace Infra.Core.Firewall;

/// <summary>
/// Writes a table's sets for <c>ipset -exist restore</c>. Each is filled under another name and swapped in, so that a packet sees either
/// the old members or the new ones, never a mix; loading the same text twice changes nothing.
/// </summary>
internal static class IpSetEmitter
{
    // Temporary sets: set names of tables never contain capitals. One per type, because only sets of the same type can be swapped, and one
    // left by a killed load must still fit.
    private const string Aside = "infra-ASIDE";
    private const string AsideForPorts = "infra-ASIDE-PORTS";

    public static string Emit(FilterTable table)
    {
        var text = new StringBuilder();
        foreach (var set in table.Sets)
        {
            foreach (var family in (IpFamily[])[IpFamily.V4, IpFamily.V6])
            {
                var members = set.Members.Where(m => m.Family == family).SelectMany(Halve).Select(m => $"{m}");
                EmitHalf(text, set.Name, Aside, Type("hash:net", family, AddressSet.Capacity), family, members);
            }
        }

        foreach (var set in table.PortSets)
        {
            foreach (var family in (IpFamily[])[IpFamily.V4, IpFamily.V6])
            {
                var members =
                    from member in set.Members
                    where member.Network.Family == family
                    from network in Halve(member.Network)
                    select $"{network},{(member.Protocol == IpProtocol.Tcp ? "tcp" : "udp")}:{member.Ports}";
                EmitHalf(text, set.Name, AsideForPorts, Type("hash:net,port", family, PortSet.Capacity), family, members);
            }
        }

        return text.ToString();
    }

    private static string Type(string type, IpFamily family, int capacity) =>
        $"{type} family {(family == IpFamily.V4 ? "inet" : "inet6")} hashsize 1024 maxelem {capacity}";

    private static void EmitHalf(
        StringBuilder text,
        string setName,
        string asideName,
        string type,
        IpFamily family,
        IEnumerable<string> members
    )
    {
        var name = AddressSet.KernelName(setName, family);
        var aside = AddressSet.KernelName(asideName, family);
        text.Append($"create {name} {type}\n");
        text.Append($"create {aside} {type}\n");
        text.Append($"flush {aside}\n");
        foreach (var member in members)
        {
            text.Append($"add {aside} {member}\n");
        }

        text.Append($"swap {aside} {name}\n");
        text.Append($"destroy {aside}\n");
    }

    /// <summary>These types do not support /0: "everyone" is written as two equivalent halves.</summary>
    private static IEnumerable<Cidr> Halve(Cidr cidr) => cidr.PrefixLength == 0 ? [cidr.Subnet(1, 0), cidr.Subnet(1, 1)] : [cidr];
}
