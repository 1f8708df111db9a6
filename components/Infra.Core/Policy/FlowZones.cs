using System.Collections.Immutable;
using Infra.Core.Addressing;

namespace Infra.Core.Policy;

/// <summary>Names of the zones that flows come from or go to.</summary>
public static class FlowZones
{
    /// <summary>Operators: may log in from a node's first second, before any client is admitted.</summary>
    public const string Management = "management";

    /// <summary>The bastions, as the origin of connections to nodes.</summary>
    public const string Bastions = "bastions";

    /// <summary>The nodes, as a destination of bastions.</summary>
    public const string Nodes = "nodes";

    /// <summary>
    /// What operates the nodes: inbound the operators' platform, on its own port, once a node is in service; outbound the cloud's metadata,
    /// time and DNS.
    /// </summary>
    public const string Platform = "platform";

    /// <summary>The networks that a service admits.</summary>
    public const string Clients = "clients";

    /// <summary>A destination that the stack file lists.</summary>
    public const string Destination = "destination";

    /// <summary>A peered network, as an origin of clients only: <c>peer partner</c>.</summary>
    public static string Peer(string peering) => $"peer {peering}";

    /// <summary>Everyone, over IPv4 or IPv6 or both; as a destination, <see cref="InternetSpace"/>.</summary>
    public const string Internet = "internet";

    /// <summary>
    /// More of the internet than clients of one organization come from, but not all of it; see <see cref="InternetShare"/>.
    /// </summary>
    public const string PartOfInternet = "part of the internet";

    /// <summary>The zone of client sources: everyone always has that name, in however many pieces it is written.</summary>
    public static string OfClients(ImmutableArray<Cidr> sources)
    {
        var shares = InternetShare.Of(sources);
        return shares.Any(share => share.IsAll) ? Internet
            : shares.Any(share => share.IsLarge) ? PartOfInternet
            : Clients;
    }
}
