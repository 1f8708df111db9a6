using System.Collections.Immutable;
using System.Globalization;

namespace Infra.Core.Addressing;

/// <summary>
/// How much of the internet a list of networks lets in, by the addresses it holds: a list in pieces, with or without gaps,
/// counts as much as the one network that it stands for.
/// </summary>
/// <param name="Family">Of the internet that is measured.</param>
/// <param name="Addresses">How many of its addresses the networks hold.</param>
public readonly record struct InternetShare(IpFamily Family, UInt128 Addresses)
{
    // No organisation has more in one piece: of IPv4 a /8, of IPv6 a /16.
    private const int WidestV4 = 8;
    private const int WidestV6 = 16;

    private static readonly UInt128 AllV4 = Count(InternetSpace.V4);
    private static readonly UInt128 AllV6 = Count(InternetSpace.V6);

    /// <summary>Whether no address of that internet is left out.</summary>
    public bool IsAll => Addresses == Total;

    /// <summary>Whether the networks hold more than any one organisation's clients can come from: a /8 of IPv4, a /16 of IPv6.</summary>
    public bool IsLarge => Addresses > UInt128.One << (Family == IpFamily.V4 ? 32 - WidestV4 : 128 - WidestV6);

    /// <summary><c>45 %</c>; never <c>100 %</c> of what is not all of it, nor <c>0 %</c> of what is something.</summary>
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

    /// <summary>The share of IPv4's internet, then that of IPv6's; none for a family that nothing is let in of.</summary>
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

    // Both are sets without overlap, so of two that meet one holds the other.
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

    // All of IPv6 would not fit; its internet is an eighth of it.
    private static UInt128 Size(Cidr network) => UInt128.One << (network.Network.Bits - network.PrefixLength);
}
