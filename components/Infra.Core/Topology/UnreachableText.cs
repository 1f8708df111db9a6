using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Spec;

namespace Infra.Core.Topology;

/// <summary>What an operator is told when nothing answers a node's address: who may come, and over what.</summary>
public static class UnreachableText
{
    private const int Shown = 8;

    /// <summary>Sentences on one line, without the node and its address.</summary>
    public static string Of(ProjectSpec spec)
    {
        var peerings = spec
            .Peerings.Values.Where(peering => !CidrSet.Intersect(peering.Cidrs, spec.ManagementSources).IsEmpty)
            .Select(peering => $"'{peering.Name}'")
            .ToImmutableArray();
        string[] checks =
        [
            $"this machine must come from one of the managementSources ({List(spec.ManagementSources)}), as the node sees it",
            .. ManagementWays.UsePublicAddresses(spec) ? Array.Empty<string>()
            : peerings.IsEmpty ? ["the VPN or gateway between it and the network must be up, with routes both ways"]
            :
            [
                $"the peering {string.Join(" or ", peerings)} must be accepted, with routes both ways: bring it up in "
                    + "a run before the services",
            ],
            "no firewall on the way may drop TCP port 22",
        ];
        return $"Nothing between this machine and the node lets it through: {string.Join("; ", checks)}. Then run it again: "
            + "it goes on from here.";
    }

    private static string List(ImmutableArray<Cidr> networks) =>
        $"{string.Join(", ", networks.Take(Shown))}{(networks.Length > Shown ? $" and {networks.Length - Shown} more" : "")}";
}
