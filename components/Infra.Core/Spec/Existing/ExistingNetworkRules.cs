using System.Collections.Immutable;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Text;

namespace Infra.Core.Spec.Existing;

/// <summary>What a project in an existing network must keep consistent with the rest of its file, and the keys it cannot use.</summary>
internal static class ExistingNetworkRules
{
    /// <summary>The zones are exactly those with a subnet.</summary>
    internal static void CheckZones(
        ExistingNetworkSpec network,
        (int Count, ImmutableArray<string> Names) zones,
        SourceLocation where,
        DiagnosticBag bag
    )
    {
        var have = network.Subnets.Keys;
        if (zones.Count != network.Subnets.Count || zones.Names.Any(name => !network.Subnets.ContainsKey(name)))
        {
            var wanted = zones.Names.IsEmpty ? $"{zones.Count}" : Shown.List(zones.Names);
            bag.Error(
                DiagnosticCodes.ZonesWithoutSubnet,
                where,
                $"The zones are {wanted}; subnets are given for {Shown.List(have)}.",
                $"Give each zone a subnet, or write 'zones: {network.Subnets.Count}'."
            );
        }
    }

    /// <summary>Reports keys that would change resources we do not own.</summary>
    internal static void CheckKeys(TextNode project, DeploymentModel? deployment, DiagnosticBag bag)
    {
        var entries = ((TextNode.Map)project).Entries;
        foreach (var entry in entries.Where(entry => entry.Key == "peerings" && entry.Value is TextNode.Map { Entries.IsEmpty: false }))
        {
            bag.Error(
                DiagnosticCodes.NotOurNetwork,
                entry.KeyWhere,
                "Peerings would change routes and permissions of a network that the project does not own.",
                "Have its owner peer it, and list the peered networks in 'allowedSources'."
            );
        }

        foreach (
            var entry in entries.Where(entry =>
                entry.Key == "networkAcls" && entry.Value is TextNode.Scalar { Quoted: false, Text: "true" }
            )
        )
        {
            bag.Error(
                DiagnosticCodes.NotOurNetwork,
                entry.KeyWhere,
                "Network ACLs would replace those that the subnets' owner has set.",
                "Remove the key; security groups and node firewalls stay in place."
            );
        }

        foreach (var entry in entries.Where(entry => entry.Key == ExistingNetworkReader.Key && deployment == DeploymentModel.Ece))
        {
            bag.Error(
                DiagnosticCodes.NotOurNetwork,
                entry.KeyWhere,
                "An enhanced compliance project must have its own network and share it with nobody.",
                $"Remove the key '{ExistingNetworkReader.Key}'."
            );
        }
    }
}
