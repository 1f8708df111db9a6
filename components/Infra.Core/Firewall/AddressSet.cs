using System.Collections.Immutable;
using Infra.Core.Addressing;

namespace Infra.Core.Firewall;

/// <summary>
/// Named networks. In the kernel it is two ipsets, one per family: <c>&lt;name&gt;-4</c> and <c>&lt;name&gt;-6</c>, so that a rule using
/// the set loads even if it is empty in one family.
/// </summary>
public sealed record AddressSet
{
    /// <summary>Prefix of every set's name, which tells our sets from other software's.</summary>
    public const string Prefix = "infra-";

    /// <summary>
    /// Maximum number of members, the same for all sets: the kernel refuses to "create if absent" with another size. Swapping does not need
    /// equal sizes, but re-creating does. Far above the 8,000 sources that a service may have.
    /// </summary>
    public const int Capacity = 65536;

    /// <exception cref="ArgumentException">
    /// An invalid name (the kernel allows 31 characters, of which 2 are for the suffix), or too many members.
    /// </exception>
    public AddressSet(string name, IEnumerable<Cidr> members)
    {
        CheckName(name);
        Name = name;
        Members = CidrSet.Merge(members);
        if (Members.Length > Capacity)
        {
            throw new ArgumentException($"{name} has {Members.Length} members; a set holds {Capacity}.", nameof(members));
        }
    }

    public string Name { get; }

    /// <summary>Merged and sorted, IPv4 first.</summary>
    public ImmutableArray<Cidr> Members { get; }

    /// <exception cref="ArgumentException">Not a valid name for our sets.</exception>
    internal static void CheckName(string name)
    {
        if (
            !name.StartsWith(Prefix, StringComparison.Ordinal)
            || name.Length > 29
            || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
        )
        {
            throw new ArgumentException(
                $"'{name}' is not a set name: '{Prefix}', a-z, 0-9 and dashes, 29 characters at most.",
                nameof(name)
            );
        }
    }

    /// <summary>The kernel's name of this set for a family.</summary>
    public static string KernelName(string name, IpFamily family) => family == IpFamily.V4 ? $"{name}-4" : $"{name}-6";
}
