using Infra.Core.Clouds;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Text;

namespace Infra.Core.Spec;

/// <summary>Reads <c>nat</c>: how many NAT gateways a project's own network has.</summary>
internal static class NatReader
{
    internal const string Key = "nat";

    internal static NatMode Read(TextNode? node, CloudKind? cloud, bool existingNetwork, DiagnosticBag bag)
    {
        var mode =
            cloud == CloudKind.Gcp
                ? ValueReader.Word(node, "way out", Words.NatModes, bag, NatMode.One)
                : ValueReader.Word(node, "way out", Words.NatModes, bag);
        if (node is not null && cloud == CloudKind.Local)
        {
            bag.Error(DiagnosticCodes.NotOnThisCloud, node.Owner, "The local cloud has no NAT gateways.", $"Remove the key '{Key}'.");
        }
        else if (node is not null && existingNetwork)
        {
            bag.Error(
                DiagnosticCodes.NotOurNetwork,
                node.Owner,
                "The ways out of an existing network are its owner's.",
                $"Remove the key '{Key}'."
            );
        }
        else if (mode == NatMode.One && cloud == CloudKind.Gcp)
        {
            bag.Error(
                DiagnosticCodes.NotOnThisCloud,
                node!.Where,
                "Google's Cloud NAT stands in no zone and is paid for by the VM: there is no gateway a zone to save.",
                "Write 'per-zone', where zones have an address each, or 'none'."
            );
        }

        return mode ?? NatMode.PerZone;
    }
}
