using System.Collections.Immutable;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Findings;
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
            bag.Add(NotOurNetwork.Peerings(entry.KeyWhere));
        }

        foreach (
            var entry in entries.Where(entry =>
                entry.Key == "networkAcls" && entry.Value is TextNode.Scalar { Quoted: false, Text: "true" }
            )
        )
        {
            bag.Add(NotOurNetwork.NetworkAcls(entry.KeyWhere));
        }

        foreach (var entry in entries.Where(entry => entry.Key == ExistingNetworkReader.Key && deployment == DeploymentModel.Ece))
        {
            bag.Add(NotOurNetwork.InEce(entry.KeyWhere));
        }
    }
}
