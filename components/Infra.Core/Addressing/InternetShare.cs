using System.Collections.Immutable;
using System.Globalization;

namespace Infra.Core.Addressing;

/// <summary>
/// How much of the internet a list of networks admits, by number of addresses: a list in pieces, with or without gaps, counts as much as
/// one network of the same size.
/// </summary>
/// <param name="Family">The family whose internet is measured.</param>
/// <param name="Addresses">How many of its addresses the networks contain.</param>
public readonly record struct InternetShare(IpFamily Family, UInt128 Addresses)
{
    // No organization has more in one piece: an IPv4 /8, an IPv6 /16.
    private const int WidestV4 = 8;
    private const int WidestV6 = 16;

    private static readonly UInt128 AllV4 = Count(InternetSpace.V4);
    private static readonly UInt128 AllV6 = Count(InternetSpace.V6);

    /// <summary>Whether it is that whole internet.</summary>
    public bool IsAll => Addresses == Total;

    /// <summary>Whether the networks contain more than any single organization's clients can come from: an IPv4 /8, an IPv6 /16.</summary>
    public bool IsLarge => Addresses > UInt128.One << (Family == IpFamily.V4 ? 32 - WidestV4 : 128 - WidestV6);

    /// <summary><c>45 %</c>; never <c>100 %</c> unless complete, nor <c>0 %</c> unless empty.</summary>
    public string Percent
    {
        get
        {
            var percent = 100.0 * (double)Addresses / (double)Total;
            return IsAll ? "100 %"
                : percent >= 99.9 ? "more than 99.9 %"
                : percent < 0.1 && Addresses > 0 ? "less than 0.1 %"
                : $"{percent.ToString("0.#", CultureInfo.InvariantCulture)} %";
        }
    }

    private UInt128 Total => Family == IpFamily.V4 ? AllV4 : AllV6;

    /// <summary>The share of the IPv4 internet, then of IPv6's; a family that is not admitted at all is left out.</summary>
    /// <param name="networks">Merged, so that none is counted twice.</param>
    public static ImmutableArray<InternetShare> Of(ImmutableArray<Cidr> networks) =>
        [
            .. new[] { (Family: IpFamily.V4, Space: InternetSpace.V4), (Family: IpFamily.V6, Space: InternetSpace.V6) }
                .Select(internet => new InternetShare(
                    internet.Family,
                    Held(networks.Where(network => network.Family == internet.Family), internet.Space)
                ))
                .Where(share => share.Addresses > 0),
        ];

    // Neither set overlaps itself, so of two overlapping networks one contains the other.
    private static UInt128 Held(IEnumerable<Cidr> networks, ImmutableArray<Cidr> space)
    {
        var held = UInt128.Zero;
        foreach (var network in networks)
        {
            foreach (var part in space.Where(part => part.Overlaps(network)))
            {
                held += Size(part.PrefixLength > network.PrefixLength ? part : network);
            }
        }

        return held;
    }

    private static UInt128 Count(ImmutableArray<Cidr> networks) => networks.Aggregate(UInt128.Zero, (sum, network) => sum + Size(network));

    // All of IPv6 would overflow; its internet is an eighth of it.
    private static UInt128 Size(Cidr network) => UInt128.One << (network.Network.Bits - network.PrefixLength);
}
