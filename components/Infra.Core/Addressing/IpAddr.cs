using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace Infra.Core.Addressing;

/// <summary>IP version.</summary>
public enum IpFamily
{
    V4,
    V6,
}

/// <summary>An IPv4 or IPv6 address as a number; ordered, IPv4 before IPv6. No scope IDs, no IPv4-mapped IPv6.</summary>
public readonly record struct IpAddr(IpFamily Family, UInt128 Value) : IComparable<IpAddr>
{
    /// <summary>Bits in an address of this family: 32 or 128.</summary>
    public int Bits => Family == IpFamily.V4 ? 32 : 128;

    /// <summary>Parses the usual text form. IPv4 must have four decimal parts without leading zeros.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out IpAddr? address)
    {
        address = null;
        if (
            text.Contains('%', StringComparison.Ordinal)
            || text.Contains('[', StringComparison.Ordinal)
            || !IPAddress.TryParse(text, out var parsed)
        )
        {
            return false;
        }

        var bytes = parsed.GetAddressBytes();
        if (parsed.AddressFamily == AddressFamily.InterNetwork)
        {
            // IPAddress also accepts "10.1", "0x0a000001" and octal parts; only text that round-trips is valid here.
            if (parsed.ToString() != text)
            {
                return false;
            }

            address = new IpAddr(IpFamily.V4, BinaryPrimitives.ReadUInt32BigEndian(bytes));
            return true;
        }

        if (parsed.IsIPv4MappedToIPv6)
        {
            return false;
        }

        address = new IpAddr(IpFamily.V6, BinaryPrimitives.ReadUInt128BigEndian(bytes));
        return true;
    }

    /// <summary>As <see cref="TryParse"/>, for text written by the program itself.</summary>
    /// <exception cref="FormatException">The text is not an address.</exception>
    public static IpAddr Parse(string text) =>
        TryParse(text, out var address) ? address.Value : throw new FormatException($"'{text}' is not an IP address.");

    /// <summary>The address plus <paramref name="offset"/>.</summary>
    /// <exception cref="OverflowException">The result is past the end of the family's space.</exception>
    public IpAddr Add(UInt128 offset)
    {
        var sum = checked(Value + offset);
        if (Family == IpFamily.V4 && sum > uint.MaxValue)
        {
            throw new OverflowException("Past 255.255.255.255.");
        }

        return this with
        {
            Value = sum,
        };
    }

    public int CompareTo(IpAddr other) => Family != other.Family ? Family.CompareTo(other.Family) : Value.CompareTo(other.Value);

    /// <summary>The canonical text form (RFC 5952 for IPv6).</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[16];
        if (Family == IpFamily.V4)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)Value);
            return new IPAddress(bytes[..4]).ToString();
        }

        BinaryPrimitives.WriteUInt128BigEndian(bytes, Value);
        return new IPAddress(bytes).ToString();
    }

    public static bool operator <(IpAddr left, IpAddr right) => left.CompareTo(right) < 0;

    public static bool operator >(IpAddr left, IpAddr right) => left.CompareTo(right) > 0;

    public static bool operator <=(IpAddr left, IpAddr right) => left.CompareTo(right) <= 0;

    public static bool operator >=(IpAddr left, IpAddr right) => left.CompareTo(right) >= 0;
}
