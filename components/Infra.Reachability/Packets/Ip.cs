using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Infra.Reachability.Packets;

/// <summary>An address as a filter sees it: a number in one of two spaces. An IPv4-mapped IPv6 address is IPv6, as on the wire.</summary>
/// <param name="Number">Big-endian; for IPv4 the lower 32 bits.</param>
public readonly record struct Ip(bool V6, UInt128 Number)
{
    /// <summary>The last address of the same family.</summary>
    public UInt128 Highest => V6 ? UInt128.MaxValue : uint.MaxValue;

    /// <summary>
    /// Parses <c>10.7.0.1</c> or <c>2001:db8::1</c>. Rejects shortened, octal and hexadecimal IPv4, which tools interpret differently,
    /// and scopes and brackets.
    /// </summary>
    /// <exception cref="UnknownRuleException">Not an address in this form.</exception>
    public static Ip Parse(string text)
    {
        if (
            !IPAddress.TryParse(text, out var parsed)
            || (parsed.AddressFamily == AddressFamily.InterNetwork ? parsed.ToString() != text : !text.All(IsOfV6))
        )
        {
            throw new UnknownRuleException($"'{text}' is not an address");
        }

        var bytes = parsed.GetAddressBytes();
        return parsed.AddressFamily == AddressFamily.InterNetwork
            ? new Ip(false, BinaryPrimitives.ReadUInt32BigEndian(bytes))
            : new Ip(true, BinaryPrimitives.ReadUInt128BigEndian(bytes));
    }

    /// <summary>In the form <see cref="Parse"/> reads.</summary>
    public override string ToString()
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Number);
        return new IPAddress(V6 ? bytes : bytes[12..]).ToString();
    }

    private static bool IsOfV6(char character) => char.IsAsciiHexDigit(character) || character is ':' or '.';
}
