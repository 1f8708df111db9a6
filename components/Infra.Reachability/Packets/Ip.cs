using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Infra.Core.Tests.Reader;

/// <summary>An address as the reader sees it: a number in one of two spaces. An IPv4-mapped IPv6 address is IPv6, as on the wire.</summary>
internal readonly record struct Ip(bool V6, UInt128 Number)
{
    internal UInt128 Highest => V6 ? UInt128.MaxValue : uint.MaxValue;

    /// <exception cref="ReaderException">Not an address.</exception>
    internal static Ip Parse(string text)
    {
        if (!IPAddress.TryParse(text, out var parsed) || text.Contains('%', StringComparison.Ordinal))
        {
            throw new ReaderException($"'{text}' is no address");
        }

        var bytes = parsed.GetAddressBytes();
        return parsed.AddressFamily == AddressFamily.InterNetwork
            ? new Ip(false, BinaryPrimitives.ReadUInt32BigEndian(bytes))
            : new Ip(true, BinaryPrimitives.ReadUInt128BigEndian(bytes));
    }

    public override string ToString()
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Number);
        return new IPAddress(V6 ? bytes : bytes[12..]).ToString();
    }
}
