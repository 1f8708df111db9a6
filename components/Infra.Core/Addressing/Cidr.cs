using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Infra.Core.Addressing;

/// <summary>A network: an address whose host bits are zero, and a prefix length. Ordered by address, then widest first.</summary>
public readonly record struct Cidr : IComparable<Cidr>
{
    /// <exception cref="ArgumentException">Host bits are set, or the prefix length is outside the family's range.</exception>
    public Cidr(IpAddr network, int prefixLength)
    {
        if (prefixLength < 0 || prefixLength > network.Bits)
        {
            throw new ArgumentException($"A prefix length of {prefixLength} is outside 0-{network.Bits}.", nameof(prefixLength));
        }

        Network = network;
        PrefixLength = prefixLength;
        if ((network.Value & HostMask) != 0)
        {
            throw new ArgumentException($"{network}/{prefixLength} has host bits set.", nameof(network));
        }
    }

    public IpAddr Network { get; }

    public int PrefixLength { get; }

    public IpFamily Family => Network.Family;

    /// <summary>First address, the network address.</summary>
    public IpAddr First => Network;

    /// <summary>Last address, inclusive.</summary>
    public IpAddr Last => Network with { Value = Network.Value | HostMask };

    private UInt128 HostMask
    {
        get
        {
            var hostBits = Network.Bits - PrefixLength;
            return hostBits == 128 ? UInt128.MaxValue : (UInt128.One << hostBits) - 1;
        }
    }

    /// <summary>Parses <c>address/length</c>. Returns false for anything else, including set host bits.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Cidr? cidr)
    {
        cidr = null;
        if (!TrySplit(text, out var address, out var length))
        {
            return false;
        }

        var truncated = Containing(address, length);
        if (truncated.Network != address)
        {
            return false;
        }

        cidr = truncated;
        return true;
    }

    /// <summary>
    /// Splits <c>address/length</c> without requiring host bits to be zero, for messages that suggest the intended network.
    /// </summary>
    public static bool TrySplit(string text, out IpAddr address, out int prefixLength)
    {
        address = default;
        prefixLength = 0;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !IpAddr.TryParse(text[..slash], out var parsed))
        {
            return false;
        }

        var digits = text[(slash + 1)..];
        if (
            !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out prefixLength)
            || prefixLength > parsed.Value.Bits
            || (digits.Length > 1 && digits[0] == '0')
        )
        {
            return false;
        }

        address = parsed.Value;
        return true;
    }

    /// <summary>As <see cref="TryParse"/>, for text written by the program itself.</summary>
    /// <exception cref="FormatException">The text is not a network.</exception>
    public static Cidr Parse(string text) =>
        TryParse(text, out var cidr) ? cidr.Value : throw new FormatException($"'{text}' is not a network in CIDR notation.");

    /// <summary>The network with this prefix length that contains an address.</summary>
    public static Cidr Containing(IpAddr address, int prefixLength)
    {
        var hostBits = address.Bits - prefixLength;
        var mask = hostBits == 128 ? UInt128.MaxValue : (UInt128.One << hostBits) - 1;
        return new Cidr(address with { Value = address.Value & ~mask }, prefixLength);
    }

    /// <summary>A single address as a /32 or /128.</summary>
    public static Cidr Host(IpAddr address) => new(address, address.Bits);

    public bool Contains(IpAddr address) => address.Family == Family && address >= First && address <= Last;

    public bool Contains(Cidr other) => other.PrefixLength >= PrefixLength && Contains(other.Network);

    public bool Overlaps(Cidr other) => Contains(other) || other.Contains(this);

    /// <summary>The <paramref name="index"/>-th subnet of the given prefix length, from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The subnet would be outside this network.</exception>
    public Cidr Subnet(int prefixLength, UInt128 index)
    {
        if (prefixLength < PrefixLength || prefixLength > Network.Bits)
        {
            throw new ArgumentOutOfRangeException(nameof(prefixLength), $"/{prefixLength} is not inside {this}.");
        }

        var room = prefixLength - PrefixLength;
        if (room < 128 && index >= UInt128.One << room)
        {
            throw new ArgumentOutOfRangeException(nameof(index), $"{this} has no /{prefixLength} number {index}.");
        }

        return new Cidr(Network.Add(index << (Network.Bits - prefixLength)), prefixLength);
    }

    public int CompareTo(Cidr other)
    {
        var byAddress = Network.CompareTo(other.Network);
        return byAddress != 0 ? byAddress : PrefixLength.CompareTo(other.PrefixLength);
    }

    public override string ToString() => $"{Network}/{PrefixLength}";

    public static bool operator <(Cidr left, Cidr right) => left.CompareTo(right) < 0;

    public static bool operator >(Cidr left, Cidr right) => left.CompareTo(right) > 0;

    public static bool operator <=(Cidr left, Cidr right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Cidr left, Cidr right) => left.CompareTo(right) >= 0;
}
