using System.Net;
using Infra.Core.Addressing;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Text;

namespace Infra.Core.Spec;

/// <summary>Reads networks in CIDR notation; the remedy names the network that was probably meant.</summary>
internal static class NetworkReader
{
    /// <summary>The network, or null (reported).</summary>
    /// <param name="canBeOneAddress">Whether a /32 or /128 is valid here and may be suggested.</param>
    /// <param name="length">Longest prefix to suggest where a single address is not valid.</param>
    internal static Cidr? Read(TextNode? node, string what, DiagnosticBag bag, bool canBeOneAddress = true, int length = 24)
    {
        if (ValueReader.Text(node, what, bag) is not { } text)
        {
            return null;
        }

        var where = node!.Where;
        if (IsMapped(text))
        {
            bag.Error(
                DiagnosticCodes.MappedIpv6,
                where,
                $"{Shown.Quote(text)} is an IPv4-mapped IPv6 address; firewalls would not match it.",
                "Write the IPv4 network itself."
            );
            return null;
        }

        if (!Cidr.TrySplit(text, out var address, out var written))
        {
            bag.Error(
                DiagnosticCodes.NotCidr,
                where,
                $"{Shown.Quote(text)} is not a network in CIDR notation.",
                Hint(text, canBeOneAddress ? null : length)
            );
            return null;
        }

        var network = Cidr.Containing(address, written);
        if (network.Network != address)
        {
            bag.Error(
                DiagnosticCodes.HostBitsSet,
                where,
                $"{text} has host bits set.",
                canBeOneAddress
                    ? $"Write {network} for the whole network, or {Cidr.Host(address)} for the one address."
                    : $"Write {network}."
            );
            return null;
        }

        return network;
    }

    private static bool IsMapped(string text) => IPAddress.TryParse(text.Split('/')[0], out var address) && address.IsIPv4MappedToIPv6;

    private static string Hint(string text, int? length) =>
        (IpAddr.TryParse(text, out var single), length) switch
        {
            (true, null) => $"Add the prefix length: {Cidr.Host(single!.Value)} for the one address.",
            (true, { } whole) =>
                $"Add the prefix length, e.g. {Cidr.Containing(single!.Value, single.Value.Family == IpFamily.V4 ? whole : 64)}.",
            (false, null) => "Write address and prefix length, e.g. 10.7.0.0/16 or 2001:db8:7::/64.",
            (false, { } whole) => $"Write address and prefix length, e.g. 10.42.0.0/{whole}.",
        };
}
