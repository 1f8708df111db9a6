using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Spec;
using Infra.Core.Spec.Access;

namespace Infra.Core.Topology;

/// <summary>Tells an operator what to check when a node's address does not answer: who may connect, and over what.</summary>
public static class UnreachableText
{
    private const int Shown = 8;
    private const string Again = "Then run the same command again: it continues where it stopped.";

    /// <summary>Sentences on one line, without the node and its address.</summary>
    public static string Of(ProjectSpec spec) => spec.Access is AccessPath.Endpoints ? OfEndpoint(spec) : OfAddress(spec);

    private static string OfEndpoint(ProjectSpec spec) =>
        "This machine cannot connect to the node over its endpoint. Check that the tunnel is open; that it leads to this node's current "
        + "address, port 22; that its connections come from the "
        + (spec.Tunnel is null ? $"managementSources ({List(spec.ManagementSources)})" : TunnelReader.Key)
        + $", as seen by the node. {Again}";

    private static string OfAddress(ProjectSpec spec)
    {
        var peerings = spec
            .Peerings.Values.Where(peering => !CidrSet.Intersect(peering.Cidrs, spec.ManagementSources).IsEmpty)
            .Select(peering => $"'{peering.Name}'")
            .ToImmutableArray();
        string[] checks =
        [
            $"this machine connects from one of the managementSources ({List(spec.ManagementSources)}), as seen by the node",
            .. ManagementWays.UsePublicAddresses(spec) ? Array.Empty<string>()
            : peerings.IsEmpty ? ["the VPN or gateway to the network is up, with routes both ways"]
            :
            [
                $"the peering {string.Join(" or ", peerings)} is accepted, with routes both ways (bring it up in a run "
                    + "before the services)",
            ],
            "no firewall in between drops TCP port 22",
        ];
        return $"This machine cannot connect to the node. Check that {string.Join("; ", checks)}. {Again}";
    }

    private static string List(ImmutableArray<Cidr> networks) =>
        $"{string.Join(", ", networks.Take(Shown))}{(networks.Length > Shown ? $" and {networks.Length - Shown} more" : "")}";
}
