using System.Collections.Immutable;
using Infra.Core.Addressing;

namespace Infra.Core.Spec;

/// <summary>Networks reserved for examples, which no real host uses: a sign that an example was copied and not edited.</summary>
internal static class DocumentationNetworks
{
    // RFC 5737, RFC 3849 and RFC 9637.
    private static readonly ImmutableArray<Cidr> All =
    [
        Cidr.Parse("192.0.2.0/24"),
        Cidr.Parse("198.51.100.0/24"),
        Cidr.Parse("203.0.113.0/24"),
        Cidr.Parse("2001:db8::/32"),
        Cidr.Parse("3fff::/20"),
    ];

    /// <summary>The documentation network that contains a network; null if none does.</summary>
    internal static Cidr? Of(Cidr network) => All.Where(documentation => documentation.Contains(network)).Cast<Cidr?>().FirstOrDefault();
}
