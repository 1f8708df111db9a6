using System.Collections.Immutable;
using Infra.Core.Addressing;

namespace Infra.Core.Firewall;

/// <summary>
/// Networks under one name. In the kernel it is two ipsets, one a family: <c>&lt;name&gt;-4</c> and <c>&lt;name&gt;-6</c>,
/// so a set may be empty in one family and the rule that names it still loads.
/// </summary>
public sealed record AddressSet
{
    /// <summary>Every set's name starts so; it is how they are told from other software's.</summary>
    public const string Prefix = "infra-";

    /// <summary>
    /// Room for members. One number for all sets, always: the kernel refuses to "create if absent" with another size, and
    /// swapping needs no equal sizes but re-creating does. Far above the 8,000 sources a service may have.
    /// </summary>
    public const int Capacity = 65536;

    /// <exception cref="ArgumentException">
    /// A bad name (the kernel takes 31 characters, 2 of them are ours), or too many members.
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

    /// <exception cref="ArgumentException">Not a name for a set of ours.</exception>
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

    /// <summary>The kernel's name of this set's half for a family.</summary>
    public static string KernelName(string name, IpFamily family) => family == IpFamily.V4 ? $"{name}-4" : $"{name}-6";
}
